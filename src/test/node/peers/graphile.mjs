// graphile-worker as a sender of notifications: a job per delivery, signed and posted.
import { Logger, run } from "graphile-worker";
import { post } from "./post.mjs";

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
