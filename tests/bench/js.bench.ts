import { startApp } from "~tests/support/app";
import { browserCodeOf } from "~tests/support/browserCode";
import { report, row } from "./support/report";

const path = "/p/open-source-ai/results/1";

const app = await startApp();
try {
  const response = await fetch(`${app.url}${path}`, { headers: { accept: "text/html" } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const { atOnce, all: later } = browserCodeOf(await response.text());
  const aim = { kind: "at-most", ratio: 1 } as const;
  const limit = { what: "allowed", figure: 110 };
  report([
    row(
      `all that a visitor's browser loads, as it is sent, ${later.size} files`,
      await sent(later),
      "kB",
      limit,
      aim,
    ),
    row(`of it before the page is alive, ${atOnce.size} files`, await sent(atOnce), "kB", limit, aim),
    row("all, to a browser that takes gzip only", await sent(later, "gzip"), "kB"),
    row("all, not compressed", await sent(later, "identity"), "kB"),
  ]);
} finally {
  await app.stop();
}

/** Bytes on the wire, as the server announces them to a browser that takes these encodings. */
async function sent(files: ReadonlySet<string>, encodings = "gzip, deflate, br"): Promise<number> {
  let bytes = 0;
  for (const name of files) {
    const headers = { "accept-encoding": encodings };
    // HEAD: what fetch would unpack does not tell what came over the wire.
    const answer = await fetch(`${app.url}/assets/${name}`, { method: "HEAD", headers });
    bytes += Number(answer.headers.get("content-length") ?? 0);
  }
  return bytes / 1000;
}
