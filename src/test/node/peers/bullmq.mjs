// BullMQ as a sender of notifications: a job per delivery, signed and posted. Told on standard
// input: "fill N", answered by "filled N" once so many wait; "go", answered by "done N".
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { Queue, Worker } from "bullmq";
import { post } from "./post.mjs";

const [port, base] = process.argv.slice(2);
const connection = { host: "127.0.0.1", port: Number(port), maxRetriesPerRequest: null };
const queue = new Queue("post", { connection });
const filler = createHash("md5").update("filler").digest("hex").repeat(31);
let waiting = 0;
let done = 0;

async function fill(count) {
  await queue.pause();
  for (let n = 0; n < count; n += 1_000) {
    const size = Math.min(1_000, count - n);
    const jobs = Array.from({ length: size }, (nothing, i) => ({
      name: "post",
      data: {
        url: base + ((n + i) % 50),
        body: `{"notification_type":"upload","public_id":"sample${n + i}","filler":"${filler}"}`,
      },
    }));
    await queue.addBulk(jobs);
  }
  waiting = count;
  done = 0;
  console.log(`filled ${count}`);
}

const worker = new Worker("post", ({ data }) => post(data), {
  connection,
  concurrency: 100,
  removeOnComplete: { count: 0 },
});
worker.on("completed", () => {
  if (++done === waiting) console.log(`done ${done}`);
});
worker.on("failed", (job, error) => console.error(error.message));
await worker.waitUntilReady();
createInterface({ input: process.stdin }).on("line", (line) => {
  const [word, count] = line.split(" ");
  if (word === "fill") fill(Number(count));
  if (word === "go") queue.resume();
});
console.log("ready");
