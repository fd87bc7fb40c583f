import { readdirSync } from "node:fs";
import { extname } from "node:path";
import express, { type RequestHandler } from "express";

const suffixes = { br: ".br", gzip: ".gz" } as const;

/**
 * The built files of a folder. Their names carry a hash of their content, so that browsers keep them
 * for good; those that the build compressed are sent compressed. What is not there is not found.
 */
export function builtAssets(folder: string): RequestHandler[] {
  const names = new Set(readdirSync(folder));
  const chooseEncoding: RequestHandler = (request, response, next) => {
    const name = request.path.slice(1);
    const encodings = (["br", "gzip"] as const).filter((one) => names.has(`${name}${suffixes[one]}`));
    if (encodings.length > 0) response.vary("Accept-Encoding");
    const chosen = encodings.find((one) => request.acceptsEncodings(one) === one);
    if (chosen) {
      response.type(extname(name)).setHeader("Content-Encoding", chosen);
      request.url = `/${name}${suffixes[chosen]}`;
    }
    next();
  };
  return [
    chooseEncoding,
    withoutIdleHeaders,
    express.static(folder, { immutable: true, lastModified: false, maxAge: "1y", index: false }),
    (_request, response) => {
      response.removeHeader("Content-Encoding");
      response.sendStatus(404);
    },
  ];
}

/** What only documents are told, of the headers that every answer has. */
const ofDocuments = [
  "Cross-Origin-Opener-Policy",
  "Origin-Agent-Cluster",
  "Referrer-Policy",
  "X-DNS-Prefetch-Control",
  "X-Download-Options",
  "X-Frame-Options",
  "X-Permitted-Cross-Domain-Policies",
  "X-XSS-Protection",
];

/**
 * A first view asks for forty files: half a kilobyte of headers with each, which say nothing of them, would be as much as all styles. The policy
 * of a script holds for the worker that it may be.
 */
const withoutIdleHeaders: RequestHandler = (_request, response, next) => {
  for (const name of ofDocuments) response.removeHeader(name);
  response.setHeader("Content-Security-Policy", "default-src 'none';script-src 'self';connect-src 'self'");
  next();
};

/**
 * The other built files of a folder, such as the icon. Which there are is known from the start: every page comes by
 * here, and to ask the disk for a file of its name takes time.
 */
export function builtFiles(folder: string): RequestHandler {
  const names = new Set(readdirSync(folder, { recursive: true }).map((name) => `/${String(name)}`));
  const files = express.static(folder, { maxAge: "1h", index: false });
  return (request, response, next) => (names.has(request.path) ? files(request, response, next) : next());
}
