import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { postsPerPage } from "~/features/comments/domain/comment";
import { addReply } from "~/features/comments/services/addReply.server";
import { findThread } from "~/features/comments/services/findThread.server";
import type { Actor } from "~/platform/deps";
import { done, longPosts, manyPosts, people, type Topic, topicOf } from "./support/manyPosts";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

const shortPosts = 10;
const reads = 300;
const replies = 150;

const posts = await manyPosts();
const { deps, authors, scene, long } = posts;
const { db } = deps;
const short = await topicOf(posts, "A short thread", shortPosts);
await db.execute(sql`vacuum analyze`);

const reader = { actor: null, isOrganizer: false };
const open = ({ number }: Topic, post: number) =>
  timed(async () => {
    const thread = await findThread(deps, scene, { topic: number }, reader, { post });
    const expected = number === short.number ? shortPosts : postsPerPage;
    if (thread?.replies.length !== expected) throw new Error(`${thread?.replies.length} posts at ${post}`);
  });
const shortPage: number[] = [];
const firstPage: number[] = [];
const lastPage: number[] = [];
const warmUp = 20;
// The pages take turns, so that what else the machine does meets all of them alike.
for (let turn = 0; turn < warmUp + reads; turn++) {
  const times = [await open(short, 1), await open(long, 1), await open(long, longPosts)];
  if (turn < warmUp) continue;
  for (const [at, list] of [shortPage, firstPage, lastPage].entries()) list.push(times[at] as number);
}

// In the short thread ten people are told of a reply, in the long one all the two hundred.
const posting =
  ({ id, number }: Topic, writers: number) =>
  (turn: number) => {
    const actor = authors[(turn % writers) + 1] as Actor;
    const input = { language: "en" as const, body: "I agree with the post before.", key: randomUUID() };
    return timed(async () => done(await addReply(deps, actor, scene, { id, kind: "topic", number }, input)));
  };
const postLong = posting(long, people - 1);
const postShort = posting(short, shortPosts);
const postedLong: number[] = [];
const postedShort: number[] = [];
for (let turn = 0; turn < replies; turn++) {
  postedLong.push(await postLong(turn));
  postedShort.push(await postShort(turn));
}

await posts.stop();

const twice = { kind: "at-most", ratio: 2 } as const;
report([
  row("page 1 of 10 posts", perSecond(shortPage), "/s"),
  row("page 1 of 10,000 posts", perSecond(firstPage), "/s"),
  row("page 500 of 10,000 posts", perSecond(lastPage), "/s"),
  row(
    "page 500, median",
    median(lastPage),
    "ms",
    { what: "page 1, median", figure: median(firstPage) },
    twice,
  ),
  row("page 500, p99", p99(lastPage), "ms", { what: "page 1, p99", figure: p99(firstPage) }, twice),
  row("page 500, median", median(lastPage), "ms", { what: "10 posts, median", figure: median(shortPage) }),
  row("page 500, p99", p99(lastPage), "ms", { what: "10 posts, p99", figure: p99(shortPage) }),
  row("replies to 10,000 posts", perSecond(postedLong), "/s", {
    what: "replies to 10 posts",
    figure: perSecond(postedShort),
  }),
  row("a reply to 10,000 posts, p99", p99(postedLong), "ms", {
    what: "to 10 posts, p99",
    figure: p99(postedShort),
  }),
]);

function perSecond(ms: readonly number[]): number {
  return (ms.length / ms.reduce((total, one) => total + one, 0)) * 1000;
}

function p99(ms: readonly number[]): number {
  return quantile(ms, 0.99);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
