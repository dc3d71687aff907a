// graphile-worker as a sender of notifications: a job per delivery, signed and posted.
import { createHash } from "node:crypto";
import { Logger, run } from "graphile-worker";
import { Agent, request } from "undici";

const agent = new Agent({ connections: 400, keepAliveTimeout: 10_000 });

async function post({ url, body }) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHash("sha1").update(body + timestamp + "secret").digest("hex");
  const answer = await request(url, {
    method: "POST",
    dispatcher: agent,
    body,
    headers: {
      "content-type": "application/json",
      "x-cld-timestamp": timestamp,
      "x-cld-signature": signature,
    },
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) {
    throw new Error(`status ${answer.statusCode}`);
  }
}

const runner = await run({
  connectionString: process.argv[2],
  taskList: { post },
  preset: {
    worker: {
      concurrentJobs: 50,
      maxPoolSize: 50,
      pollInterval: 500,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
  noHandleSignals: true,
  logger: new Logger(() => (level, message) => {
    if (level === "error") console.error(message);
  }),
});
await runner.addJob("post", { url: "http://127.0.0.1:9/", body: "" }, { maxAttempts: 1 });
console.log("ready");
await runner.promise;
