import { lookup } from "node:dns";
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import {
  type MachineFailure,
  machineRequest,
  readMachineAnswer,
  type TranslationMachine,
} from "~/features/translation/domain/machine";
import { fail, ok, type Result } from "~/kernel/result";

/** Milliseconds that it is given to answer, and bytes that an answer may have. */
const longestAnswer = 20_000;
const mostBytes = 2_000_000;

const inside = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  inside.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  inside.addSubnet(network, bits, "ipv6");

/** Whether an address is of this machine or its network. */
export const isInside = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plainly = mapped ?? address;
  return inside.check(plainly, isIP(plainly) === 6 ? "ipv6" : "ipv4");
};

/**
 * Whether the operator named something of their own network by its very name: an address in figures, this machine, or a name that no
 * public one can be, as those of containers. A public name never leads inside, whatever the name server says today.
 */
const isOwn = (host: string): boolean =>
  isIP(host.replace(/^\[|\]$/g, "")) !== 0 ||
  !host.includes(".") ||
  /\.(localhost|local|internal|lan|home\.arpa)$/i.test(host);

/**
 * A machine that translates, behind the address that the operator set: `POST` with `{"source","target","format","texts"}` is to be
 * answered with `{"texts"}`. Nothing of the address comes from a form; what it redirects to is not asked.
 */
export function translationMachine(
  address: string,
  key: string | undefined,
  within = longestAnswer,
): TranslationMachine {
  const url = new URL(address);
  const guarded: LookupFunction = (host, options, done) =>
    lookup(host, options, (error, found, family) => {
      const all = Array.isArray(found) ? found.map((one) => one.address) : [found];
      if (!error && !isOwn(host) && all.some(isInside)) done(new Error("leads inside"), found, family);
      else done(error, found, family);
    });
  const send = (body: string) =>
    new Promise<Result<string, MachineFailure>>((settle) => {
      const asking = (url.protocol === "https:" ? secure : plain)(
        url,
        {
          method: "POST",
          lookup: guarded,
          signal: AbortSignal.timeout(within),
          headers: {
            "Content-Type": "application/json; charset=utf-8",
            Accept: "application/json",
            "Content-Length": Buffer.byteLength(body),
            ...(key ? { Authorization: `Bearer ${key}` } : {}),
          },
        },
        (answer) => {
          const wrong = () => {
            answer.destroy();
            settle(fail({ code: "machine_failed" }));
          };
          if (answer.statusCode !== 200) return wrong();
          const parts: Buffer[] = [];
          let bytes = 0;
          answer.on("data", (part: Buffer) => {
            bytes += part.length;
            if (bytes > mostBytes) wrong();
            else parts.push(part);
          });
          answer.on("end", () => settle(ok(Buffer.concat(parts).toString("utf8"))));
          answer.on("error", () => settle(fail({ code: "machine_late" })));
        },
      );
      asking.on("error", () => settle(fail({ code: "machine_late" })));
      asking.end(body);
    });
  return async (asked) => {
    const answer = await send(machineRequest(asked));
    if (!answer.ok) return answer;
    const texts = readMachineAnswer(answer.value, asked.texts);
    return texts ? ok(texts) : fail({ code: "machine_failed" });
  };
}
