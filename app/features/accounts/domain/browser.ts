/** The names of browsers and systems as their makers write them, the more particular ones first. */
const browsers = [
  ["Edge", /\bEdg(?:A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\bFirefox\/|\bFxiOS\//],
  ["Chrome", /\bChrome\/|\bCriOS\/|\bHeadlessChrome\//],
  ["Safari", /\bSafari\//],
] as const;
const systems = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b|\bMacintosh\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** A browser and what it runs on; null where it does not say. */
export type Browser = { readonly browser: string; readonly system: string };

/** What a browser says of itself (User-Agent), as people call it. */
export function browserOf(device: string): Browser | null {
  const browser = browsers.find(([, says]) => says.test(device))?.[0];
  const system = systems.find(([, says]) => says.test(device))?.[0];
  return browser && system ? { browser, system } : null;
}

/** Whether two sessions can be of one device: the same browser on the same system, whatever its version. */
export function isSameDevice(one: string, other: string): boolean {
  const [first, second] = [browserOf(one), browserOf(other)];
  if (!first || !second) return one === other;
  return first.browser === second.browser && first.system === second.system;
}
