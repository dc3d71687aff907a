// Every function of the official Node SDK's uploader, api, search and access keys, at least once, against
// the server that CLOUDINARY_URL names. What no step calls fails the script.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { v2 as cloudinary } from 'cloudinary';

const photo = process.argv[2];
const bytes = readFileSync(photo);
const md5 = data => createHash('md5').update(data).digest('hex');
const base = new URL(cloudinary.config().upload_prefix).origin;

// What calls nobody: it only builds text. upload_large_part is a name without a function in this version.
const OFFLINE = ['direct_upload', 'upload_tag_params', 'upload_url', 'image_upload_tag',
  'unsigned_image_upload_tag', 'upload_large_part'];
const called = new Set();
const counted = (name, owner) => new Proxy(owner, {
  get(target, member) {
    called.add(`${name}.${String(member)}`);
    return target[member];
  },
});
const uploader = counted('uploader', cloudinary.uploader);
const api = counted('api', cloudinary.api);

const fetched = async url => {
  const answer = await fetch(url);
  return { status: answer.status, type: answer.headers.get('content-type'), body: Buffer.from(await answer.arrayBuffer()) };
};
const refusal = promise => promise.then(() => assert.fail('was not refused'), failure => failure.error ?? failure);
const put = (public_id, options = {}) => uploader.upload(photo, { public_id, ...options });
const piped = (stream, data) => new Promise((resolve, reject) => {
  Readable.from([data]).pipe(stream((failure, result) => (failure ? reject(failure) : resolve(result))));
});
const jobEnded = async batch_id => {
  const { cloud_name, api_key, api_secret } = cloudinary.config();
  const authorization = `Basic ${Buffer.from(`${api_key}:${api_secret}`).toString('base64')}`;
  const late = AbortSignal.timeout(30_000);
  for (;;) {
    late.throwIfAborted();
    const answer = await fetch(`${base}/v1_1/${cloud_name}/jobs/${batch_id}`, { headers: { authorization } });
    const job = await answer.json();
    if (job.status === 'complete' || job.status === 'failed') return job;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
};

const steps = {
  async 'settings of the cloud'() {
    assert.equal((await api.ping()).status, 'ok');
    assert.ok((await api.usage()).media_limits);
    assert.equal((await api.config({ settings: true })).settings.folder_mode, 'dynamic');
    assert.deepEqual((await api.resource_types()).resource_types, ['image', 'video', 'raw']);
  },

  async 'uploads of every kind'() {
    await api.create_upload_preset({ name: 'open', unsigned: true, tags: 'preset' });
    assert.deepEqual((await uploader.unsigned_upload(photo, 'open')).tags, ['preset']);
    assert.deepEqual((await piped(done => uploader.unsigned_upload_stream('open', {}, done), bytes)).tags, ['preset']);
    assert.equal((await piped(done => uploader.upload_stream({ public_id: 'streamed' }, done), bytes)).etag, md5(bytes));
    const large = randomBytes(5_880_138);
    writeFileSync('large.bin', large);
    const chunks = { resource_type: 'raw', chunk_size: 5_243_000 };
    for (const send of [uploader.upload_large, uploader.upload_chunked]) {
      const done = await new Promise((resolve, reject) => {
        send('large.bin', chunks, (failure, result) => (failure ? reject(failure) : resolve(result)));
      });
      assert.deepEqual([done.bytes, done.etag], [large.length, md5(large)]);
    }
    const streamed = await piped(done => uploader.upload_chunked_stream(chunks, done), large);
    assert.equal(md5((await fetched(streamed.url)).body), md5(large));
  },

  async 'explicit, rename, destroy'() {
    await put('life');
    const explicit = await uploader.explicit('life', { type: 'upload', eager: [{ width: 30, crop: 'scale' }], tags: 'seen' });
    assert.equal(explicit.eager[0].width, 30);
    assert.equal((await uploader.rename('life', 'death')).public_id, 'death');
    assert.equal((await refusal(uploader.rename('life', 'again'))).http_code, 404);
    assert.equal((await uploader.destroy('death', { invalidate: true })).result, 'ok');
  },

  async 'text, sprites, animations, pages'() {
    assert.equal((await uploader.text('Hello', { public_id: 'hello' })).format, 'png');
    const urls = (await Promise.all([put('s/one', { tags: 's' }), put('s/two', { tags: 's' })])).map(each => each.url);
    const sprite = await uploader.generate_sprite('s', { width: 100, crop: 'scale' });
    assert.match(sprite.css_url, /w_100/);
    assert.match((await fetched(sprite.css_url)).body.toString(), /\.s-one/);
    assert.equal(Object.keys((await uploader.generate_sprite({ urls })).image_infos).length, 2);
    assert.match((await fetched((await uploader.multi('s')).url)).type, /gif/);
    assert.match((await uploader.multi({ urls, format: 'pdf' })).url, /pdf$/);
    assert.equal((await fetched(uploader.download_generated_sprite('s'))).status, 200);
    assert.equal((await fetched(uploader.download_multi('s'))).status, 200);
    const pdf = await fetched((await uploader.multi('s', { format: 'pdf' })).url);
    writeFileSync('pages.pdf', pdf.body);
    assert.equal((await uploader.upload('pages.pdf', { public_id: 'pages' })).pages, 2);
    const batch = await uploader.explode('pages', { page: 'all' });
    assert.equal((await jobEnded(batch.batch_id)).status, 'complete');
  },

  async 'archives'() {
    const zip = await uploader.create_zip({ tags: 's', resource_type: 'image' });
    assert.deepEqual([zip.resource_count, zip.file_count], [2, 2]);
    assert.equal((await uploader.create_archive({ tags: 's', target_format: 'tgz' })).resource_type, 'raw');
    const download = await fetched(cloudinary.utils.download_zip_url({ tags: 's' }));
    assert.deepEqual([download.status, download.body.subarray(0, 2).toString()], [200, 'PK']);
    const one = await fetched(cloudinary.utils.private_download_url('s/one', 'jpg', { type: 'upload' }));
    assert.equal(md5(one.body), md5(bytes));
    assert.equal((await fetched(cloudinary.utils.download_folder('s'))).status, 200);
  },

  async 'tags, context, metadata'() {
    await put('labels');
    const tags = async () => (await api.resource('labels')).tags;
    await uploader.add_tag('a', ['labels']);
    await uploader.add_tag('b', ['labels']);
    await uploader.remove_tag('a', ['labels']);
    assert.deepEqual(await tags(), ['b']);
    assert.deepEqual((await uploader.replace_tag('c,d', ['labels'])).public_ids, ['labels']);
    assert.deepEqual(await tags(), ['c', 'd']);
    await uploader.remove_all_tags(['labels']);
    assert.deepEqual(await tags(), []);
    await uploader.add_context({ alt: 'a|b=c' }, ['labels']);
    assert.equal((await api.resource('labels')).context.custom.alt, 'a|b=c');
    await uploader.remove_all_context(['labels']);
    const field = await api.add_metadata_field({ type: 'set', external_id: 'color', label: 'Color',
      datasource: { values: [{ external_id: 'r', value: 'Red' }, { external_id: 'g', value: 'Green' }] } });
    assert.equal(field.external_id, 'color');
    await api.add_metadata_field({ type: 'string', external_id: 'code', label: 'Code' });
    await uploader.update_metadata({ color: ['r', 'g'], code: 'x|y' }, ['labels']);
    assert.deepEqual((await api.resource('labels')).metadata, { color: ['r', 'g'], code: 'x|y' });
    assert.equal((await refusal(uploader.update_metadata({ nothing: '1' }, ['labels']))).http_code, 400);
  },

  async 'metadata fields and rules'() {
    assert.equal((await api.list_metadata_fields()).metadata_fields.length, 2);
    assert.equal((await api.metadata_field_by_field_id('color')).label, 'Color');
    assert.equal((await api.update_metadata_field('code', { label: 'The code' })).label, 'The code');
    await api.update_metadata_field_datasource('color', { values: [{ external_id: 'b', value: 'Blue' }] });
    assert.equal((await api.delete_datasource_entries('color', ['r'])).values.filter(each => each.state !== 'inactive').length, 2);
    await api.restore_metadata_field_datasource('color', ['r']);
    const ordered = await api.order_metadata_field_datasource('color', 'value', 'asc');
    assert.deepEqual(ordered.values.map(each => each.value), ['Blue', 'Green', 'Red']);
    assert.equal((await api.reorder_metadata_fields('label', 'asc')).metadata_fields[0].external_id, 'color');
    const rule = await api.add_metadata_rule({ metadata_field_id: 'color', name: 'r',
      condition: { metadata_field_id: 'code', equals: 'x' }, result: { enable: true, activate_values: 'all' } });
    assert.equal((await api.update_metadata_rule(rule.external_id, { name: 'q' })).name, 'q');
    assert.ok(JSON.stringify(await api.list_metadata_rules()).includes(rule.external_id));
    await api.delete_metadata_rule(rule.external_id);
    assert.equal((await api.delete_metadata_field('color')).message, 'ok');
    await api.delete_metadata_field('code');
  },

  async 'listings'() {
    const two = await Promise.all(['l/one', 'l/two'].map(id => put(id, { tags: 'l', context: { in: id }, asset_folder: 'l', phash: true })));
    const ids = two.map(each => each.asset_id);
    const count = listing => listing.resources.length;
    assert.equal(count(await api.resources({ type: 'upload', prefix: 'l/' })), 2);
    assert.equal(count(await api.resources_by_tag('l')), 2);
    assert.equal(count(await api.resources_by_context('in', 'l/one')), 1);
    assert.equal(count(await api.resources_by_asset_ids(ids)), 2);
    assert.equal(count(await api.resources_by_ids(['l/one', 'l/two'])), 2);
    assert.equal(count(await api.resources_by_asset_folder('l')), 2);
    assert.equal((await api.resource_by_asset_id(ids[0])).public_id, 'l/one');
    assert.deepEqual((await api.tags({ prefix: 'l' })).tags, ['l']);
    assert.ok(count(await api.visual_search({ image_asset_id: ids[0] })) >= 1);
    assert.equal((await api.search({ expression: 'public_id:l/*' })).total_count, 2);
    assert.equal((await cloudinary.search.expression('tags=l').sort_by('public_id', 'asc').max_results(1).execute()).resources[0].public_id, 'l/one');
    assert.equal((await cloudinary.search_folders.expression('path=l').execute()).folders.length, 1);
    assert.equal((await api.search_folders({ expression: 'path=l' })).total_count, 1);
    const url = new URL(cloudinary.search.expression('tags=l').to_url());
    assert.equal((await fetched(base + url.pathname)).status, 200);
  },

  async 'updates, moderation, relations'() {
    await put('m/one', { moderation: 'manual' });
    await put('m/two');
    assert.equal((await api.resources_by_moderation('manual', 'pending')).resources.length, 1);
    assert.equal((await api.update('m/one', { moderation_status: 'approved', display_name: 'shown' })).display_name, 'shown');
    const ids = [(await api.resource('m/one')).asset_id, (await api.resource('m/two')).asset_id];
    assert.equal((await api.add_related_assets('m/one', ['image/upload/m/two'])).success.length, 1);
    assert.equal((await api.resource('m/two', { related: true })).related_assets.length, 1);
    assert.equal((await api.delete_related_assets('m/one', ['image/upload/m/two'])).success.length, 1);
    assert.equal((await api.add_related_assets_by_asset_id(ids[0], [ids[1]])).success.length, 1);
    assert.equal((await api.delete_related_assets_by_asset_id(ids[0], [ids[1]])).success.length, 1);
  },

  async 'access and publishing'() {
    for (const id of ['p/one', 'p/two', 'p/three']) await put(id, { type: 'authenticated', tags: id.slice(2) });
    const hidden = { type: 'authenticated' };
    assert.equal((await api.publish_by_ids(['p/one'], hidden)).published.length, 1);
    await api.publish_by_tag('two', hidden);
    await api.publish_by_prefix('p/th', hidden);
    assert.equal((await api.resources({ type: 'upload', prefix: 'p/' })).resources.length, 3);
    await api.update_resources_access_mode_by_ids('authenticated', ['p/one']);
    await api.update_resources_access_mode_by_tag('authenticated', 'two');
    await api.update_resources_access_mode_by_prefix('authenticated', 'p/th');
    assert.equal((await api.resource('p/three')).access_mode, 'authenticated');
  },

  async 'deleting and restoring'() {
    const made = await put('d/one', { backup: true, tags: 'd', eager: [{ width: 10, crop: 'scale' }] });
    await put('d/two', { tags: 'd' });
    const four = await put('d/four');
    await put('d/five');
    await api.delete_derived_by_transformation(['d/one'], [{ width: 10, crop: 'scale' }]);
    await uploader.explicit('d/one', { type: 'upload', eager: [{ width: 11, crop: 'scale' }] });
    const { derived } = await api.resource('d/one');
    assert.equal(derived.length, 1);
    assert.deepEqual((await api.delete_derived_resources([derived[0].id])).deleted, { [derived[0].id]: 'deleted' });
    assert.deepEqual((await api.delete_resources(['d/one', 'never'])).deleted, { 'd/one': 'deleted', never: 'not_found' });
    assert.equal((await api.restore(['d/one']))['d/one'].bytes, bytes.length);
    await api.delete_resources(['d/one']);
    await api.restore_by_asset_ids([made.asset_id]);
    await put('d/one', { backup: true });
    const { versions } = await api.resource('d/one', { versions: true });
    const old = versions.at(-1).version_id;
    assert.deepEqual((await api.delete_backed_up_assets(made.asset_id, [old])).deleted_version_ids, [old]);
    await api.delete_resources_by_asset_ids([four.asset_id]);
    await api.delete_resources_by_tag('d');
    await api.delete_resources_by_prefix('d/');
    assert.equal((await api.resource('d/five').catch(failure => failure.error)).http_code, 404);
    await api.delete_all_resources({ resource_type: 'raw' });
    assert.equal((await api.resources({ type: 'upload', resource_type: 'raw' })).resources.length, 0);
  },

  async folders() {
    assert.equal((await api.create_folder('f/g')).success, true);
    assert.ok((await api.root_folders()).folders.some(each => each.name === 'f'));
    assert.equal((await api.sub_folders('f')).folders[0].path, 'f/g');
    assert.equal((await api.rename_folder('f/g', 'f/h')).to.path, 'f/h');
    assert.deepEqual((await api.delete_folder('f/h')).deleted, ['f/h']);
  },

  async 'transformations, presets, mappings, profiles'() {
    await api.create_transformation('named', { width: 9, crop: 'scale' });
    assert.equal((await api.transformation('named')).info[0].width, 9);
    await api.update_transformation('named', { allowed_for_strict: true });
    assert.ok((await api.transformations()).transformations.length >= 1);
    await api.delete_transformation('named');
    assert.equal((await api.upload_presets()).presets.length, 1);
    assert.deepEqual((await api.upload_preset('open')).settings.tags, ['preset']);
    await api.update_upload_preset('open', { unsigned: false });
    await api.delete_upload_preset('open');
    await api.create_upload_mapping('u', { template: 'https://u.example.com' });
    assert.equal((await api.upload_mappings()).mappings.length, 1);
    assert.equal((await api.upload_mapping('u')).template, 'https://u.example.com');
    await api.update_upload_mapping('u', { template: 'https://v.example.com' });
    await api.delete_upload_mapping('u');
    await api.create_streaming_profile('z', { representations: [{ transformation: { width: 5, crop: 'limit' } }] });
    assert.ok((await api.list_streaming_profiles()).data.length >= 8);
    assert.equal((await api.get_streaming_profile('z')).data.name, 'z');
    await api.update_streaming_profile('z', { display_name: 'Z' });
    await api.delete_streaming_profile('z');
  },

  async 'every function was called'() {
    const missed = ['uploader', 'api'].flatMap(owner => Object.keys(cloudinary[owner])
      .filter(name => !OFFLINE.includes(name) && !called.has(`${owner}.${name}`))
      .map(name => `${owner}.${name}`));
    assert.deepEqual(missed, []);
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
