/** What follows these in an address lets in whoever has it: a test holds them against the routes. */
const secret = /\/(link|invitations|unsubscribe|answer|profile\/address|sign-in\/[^/]+)\/[^/]+/;

/** A path as it may stand in the log of the server. */
export const withoutSecrets = (path: string): string => path.replace(secret, "/$1/…");
