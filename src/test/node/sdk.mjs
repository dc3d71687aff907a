// The official Node SDK, unmodified, against the server that CLOUDINARY_URL names.
// Each step prints "ok <step>"; the first that fails ends the script with what was wrong.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { v2 as cloudinary } from 'cloudinary';

const callApi = createRequire(import.meta.url)('cloudinary/lib/api_client/call_api');
const photo = process.argv[2];
const bytes = readFileSync(photo);
const md5 = data => createHash('md5').update(data).digest('hex');

const arrivals = [];
let arrived = () => {};
const receiver = createServer(async (request, response) => {
  if (request.method === 'GET') {
    return response.end(bytes);
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  arrivals.push({ path: request.url, headers: request.headers, body, json: JSON.parse(body) });
  response.end();
  arrived();
});
receiver.listen(0, '127.0.0.1');
await once(receiver, 'listening');
const here = path => `http://127.0.0.1:${receiver.address().port}${path}`;

async function webhook(path) {
  const late = AbortSignal.timeout(30_000);
  for (;;) {
    const found = arrivals.find(arrival => arrival.path === path);
    if (found) return found;
    late.throwIfAborted();
    await new Promise((resolve, reject) => {
      arrived = resolve;
      late.onabort = () => reject(new Error(`no webhook at ${path}`));
    });
  }
}

function verifies(arrival, body = arrival.body) {
  const { 'x-cld-timestamp': timestamp, 'x-cld-signature': signature } = arrival.headers;
  return cloudinary.utils.verifyNotificationSignature(body, Number(timestamp), signature);
}

async function fetched(url) {
  const answer = await fetch(url);
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get('content-type'), body };
}

const refusal = promise => promise.then(
  () => assert.fail('was not refused'),
  failure => failure.error ?? failure);

const steps = {
  async ping() {
    assert.equal((await cloudinary.api.ping()).status, 'ok');
  },

  async 'upload of a path, eager versions, webhook'() {
    const uploaded = await cloudinary.uploader.upload(photo, {
      public_id: 'node/photo',
      tags: ['a', 'b'],
      context: { alt: 'Alps & lakes = rest | peace' },
      eager: [{ width: 300, height: 200, crop: 'fill' }, { width: 90, crop: 'scale', format: 'webp' }],
      notification_url: here('/photo?a=1&b=2'),
    });
    assert.equal(uploaded.etag, md5(bytes));
    assert.equal(md5((await fetched(uploaded.url)).body), md5(bytes));
    assert.deepEqual(uploaded.eager.map(({ width, height }) => [width, height]), [[300, 200], [90, 60]]);
    const made = await fetched(uploaded.eager[1].url);
    assert.deepEqual([made.status, made.type], [200, 'image/webp']);
    assert.equal(made.body.length, uploaded.eager[1].bytes);
    assert.ok(cloudinary.utils.verify_api_response_signature?.(
      uploaded.public_id, uploaded.version, uploaded.signature) ?? true);
    const told = await webhook('/photo?a=1&b=2');
    assert.equal(told.json.notification_type, 'upload');
    assert.equal(told.json.asset_id, uploaded.asset_id);
    assert.deepEqual(told.json.tags, ['a', 'b']);
    assert.equal(told.json.context.custom.alt, 'Alps & lakes = rest | peace');
    assert.ok(verifies(told));
    assert.ok(!verifies(told, told.body.replace('node/photo', 'node/phot0')));
  },

  async 'upload of a stream'() {
    const data = randomBytes(300_000);
    const uploaded = await new Promise((resolve, reject) => {
      const stream = cloudinary.uploader.upload_stream(
        { resource_type: 'raw', public_id: 'node/stream.bin' },
        (failure, result) => (failure ? reject(failure) : resolve(result)));
      stream.write(data.subarray(0, 100_000));
      stream.end(data.subarray(100_000));
    });
    assert.deepEqual([uploaded.bytes, uploaded.etag], [300_000, md5(data)]);
    assert.equal(md5((await fetched(uploaded.url)).body), md5(data));
  },

  async 'upload of a data URI'() {
    const uri = `data:image/jpeg;base64,${bytes.toString('base64')}`;
    assert.equal((await cloudinary.uploader.upload(uri, { public_id: 'node/data' })).etag, md5(bytes));
  },

  async 'upload of a URL'() {
    const uploaded = await cloudinary.uploader.upload(here('/remote.jpg'), {
      use_filename: true, unique_filename: false });
    assert.deepEqual([uploaded.public_id, uploaded.etag], ['remote', md5(bytes)]);
  },

  async 'eager work in the background'() {
    const uploaded = await cloudinary.uploader.upload(photo, {
      public_id: 'node/later',
      eager: { width: 50, crop: 'scale' },
      eager_async: true,
      eager_notification_url: here('/eager'),
    });
    const told = await webhook('/eager');
    assert.ok(verifies(told));
    assert.deepEqual(
      [told.json.notification_type, told.json.batch_id, told.json.eager[0].width],
      ['eager', uploaded.batch_id, 50]);
  },

  async 'delivery URLs, plain and signed'() {
    const cname = new URL(cloudinary.config().upload_prefix).host;
    const at = { cname, secure: false };
    const plain = cloudinary.url('node/photo', { ...at, width: 64, height: 64, crop: 'thumb', format: 'png' });
    assert.equal((await fetched(plain)).type, 'image/png');
    await cloudinary.uploader.upload(photo, { public_id: 'node/mine', type: 'authenticated' });
    const mine = { ...at, type: 'authenticated', format: 'jpg', effect: 'grayscale' };
    assert.equal((await fetched(cloudinary.url('node/mine', mine))).status, 401);
    for (const long_url_signature of [false, true]) {
      const url = cloudinary.url('node/mine', { ...mine, sign_url: true, long_url_signature });
      assert.equal((await fetched(url)).status, 200, url);
      assert.equal((await fetched(url.replace('grayscale', 'sepia'))).status, 401);
    }
  },

  async 'details of one asset'() {
    const found = await cloudinary.api.resource('node/photo');
    assert.deepEqual([found.etag, found.tags], [md5(bytes), ['a', 'b']]);
    assert.ok(found.derived.length >= 2);
  },

  async 'triggers'() {
    const call = (method, path, parameters = {}) => callApi(method, ['triggers', ...path], parameters, null, {});
    const trigger = await call('post', [], { uri: here('/trigger'), event_type: 'delete' });
    assert.equal((await call('get', [])).triggers.length, 1);
    await cloudinary.uploader.destroy('node/data');
    const told = await webhook('/trigger');
    assert.equal(told.json.resources[0].public_id, 'node/data');
    assert.ok(verifies(told));
    await call('put', [trigger.id], { new_uri: here('/moved') });
    assert.equal((await call('get', [])).triggers[0].uri, here('/moved'));
    await call('delete', [trigger.id]);
    assert.equal((await call('get', [])).triggers.length, 0);
  },

  async 'refusals'() {
    const liar = await refusal(cloudinary.uploader.upload(photo, { public_id: 'liar', api_secret: 'wrong' }));
    assert.equal(liar.http_code, 401);
    assert.match(liar.message, /^Invalid Signature [0-9a-f]{40}\. String to sign - 'public_id=liar&timestamp=\d+'\.$/);
    const unsigned = await refusal(cloudinary.uploader.upload(photo, { unsigned: true }));
    assert.equal(unsigned.http_code, 400);
    assert.equal(unsigned.message, 'Upload preset must be specified when using unsigned upload');
    assert.equal((await refusal(cloudinary.api.resource('liar'))).http_code, 404);
  },

  async 'destroy'() {
    const url = (await cloudinary.api.resource('node/photo')).url;
    assert.equal((await cloudinary.uploader.destroy('node/photo')).result, 'ok');
    assert.equal((await fetched(url)).status, 404);
    assert.equal((await cloudinary.uploader.destroy('node/photo')).result, 'not found');
  },
};

for (const [name, step] of Object.entries(steps)) {
  await step().catch(failure => {
    console.error(`FAILED ${name}:`, failure);
    process.exit(1);
  });
  console.log(`ok ${name}`);
}
console.log(`${Object.keys(steps).length} steps`);
process.exit(0);
