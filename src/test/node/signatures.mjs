// Verifies the notifications in a folder, with Cloudinary's SDK, Standard Webhooks' library and Node's
// own Ed25519. Prints "<who> <verified> <verified although one byte was flipped>" for each.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v2 as cloudinary } from 'cloudinary';
import { Webhook } from 'standardwebhooks';

const folder = process.argv[2];
const { secret, standardSecret, keys, cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));

function bySdk(one, body) {
  cloudinary.config({ cloud_name: 'any', api_secret: secret, signature_algorithm: one.algorithm });
  return cloudinary.utils.verifyNotificationSignature(body.toString('utf8'), Number(one.timestamp), one.signature);
}

function byStandard(one, body) {
  try {
    new Webhook(standardSecret).verify(body, {
      'webhook-id': one.id,
      'webhook-timestamp': one.timestamp,
      'webhook-signature': one.standard,
    });
    return true;
  } catch {
    return false;
  }
}

function byEd25519(one, body) {
  const jwk = keys.find(key => key.kid === one.kid);
  const signed = Buffer.concat([Buffer.from(`${one.timestamp}.`), body]);
  return verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(one.v2, 'base64'));
}

for (const [who, check] of [['cloudinary-node', bySdk], ['standardwebhooks-js', byStandard], ['node-ed25519', byEd25519]]) {
  let verified = 0;
  let flipped = 0;
  for (const one of cases) {
    const body = readFileSync(join(folder, one.file));
    verified += check(one, body) ? 1 : 0;
    body[body.length >> 1] ^= 1;
    flipped += check(one, body) ? 1 : 0;
  }
  console.log(`${who} ${verified} ${flipped}`);
}
