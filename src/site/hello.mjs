// npm install cloudinary && node src/site/hello.mjs photo.jpg
import http from 'node:http';
import { v2 as cloudinary } from 'cloudinary'; // reads CLOUDINARY_URL

const receiver = http.createServer((request, response) => {
  let body = '';
  request.on('data', chunk => (body += chunk)).on('end', () => {
    response.end(); // 200: delivered
    const { 'x-cld-timestamp': timestamp, 'x-cld-signature': signature } = request.headers;
    const genuine = cloudinary.utils.verifyNotificationSignature(body, timestamp, signature);
    console.log(`webhook, signature ${genuine ? 'valid' : 'WRONG'}:`, JSON.parse(body));
    receiver.close();
  });
});

receiver.listen(9000, '127.0.0.1', async () => {
  const photo = await cloudinary.uploader.upload(process.argv[2], {
    public_id: 'hello',
    eager: [{ width: 300, height: 300, crop: 'fill' }, { width: 800, effect: 'sepia', fetch_format: 'webp' }],
    notification_url: 'http://127.0.0.1:9000/',
  });
  console.log('uploaded', photo.secure_url);
  photo.eager.forEach(version => console.log('derived ', version.secure_url, version.width, 'x', version.height));
});
