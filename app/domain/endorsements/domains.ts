/** Where anybody gets an address: mail from there says nothing about an organization. */
const freeMail = new Set(
  (
    "gmail.com googlemail.com outlook.com outlook.fr outlook.es hotmail.com hotmail.fr hotmail.es hotmail.co.uk " +
    "live.com live.fr msn.com yahoo.com yahoo.fr yahoo.es yahoo.co.uk yahoo.co.in yahoo.com.br ymail.com " +
    "rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com " +
    "tutanota.de tuta.com tuta.io gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.fr web.de t-online.de freenet.de " +
    "posteo.de posteo.net mailbox.org mail.com email.com usa.com fastmail.com fastmail.fm hey.com zoho.com " +
    "zohomail.com yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru qq.com foxmail.com 163.com " +
    "126.com yeah.net sina.com sohu.com aliyun.com naver.com daum.net hanmail.net rediffmail.com orange.fr " +
    "wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it uol.com.br bol.com.br terra.com.br maktoob.com " +
    "mailinator.com guerrillamail.com yopmail.com 10minutemail.com temp-mail.org trashmail.com dispostable.com " +
    "sharklasers.com getnada.com maildrop.cc riseup.net disroot.org duck.com hushmail.com runbox.com"
  ).split(" "),
);

/** Below a country, names that many share: "co.uk" is nobody's own. */
const shared = /^(ac|co|com|edu|go|gob|gouv|gov|govt|mil|ne|net|nom|or|org)\.[a-z]{2}$/;

/**
 * The domain that somebody wrote, as a name or as an address of a site, without "www.": null when it
 * is none, or one that many share.
 */
export function siteDomain(text: string): string | null {
  const typed = text.trim().replace(/^https?:\/\//i, "");
  if (typed === "" || /[\s@]/.test(typed)) return null;
  let host: string;
  try {
    host = new URL(`http://${typed}`).hostname;
  } catch {
    return null;
  }
  const domain = host.replace(/\.$/, "").replace(/^www\./, "");
  const isName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain);
  return isName && domain.length <= 253 && !shared.test(domain) ? domain : null;
}

/** Whether anybody may have an address there. */
export function isFreeMail(domain: string): boolean {
  return withParents(domain).some((one) => freeMail.has(one));
}

/** Whether an address is of a domain or of one below it. */
export function isAddressOf(email: string, domain: string): boolean {
  return withParents(email.slice(email.lastIndexOf("@") + 1)).includes(domain);
}

/** "a.b.c": itself, "b.c", "c". */
export function withParents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.map((_, at) => labels.slice(at).join("."));
}

/**
 * What is stored as the domain of an organization that has not confirmed yet. It has the address in
 * it, so that whoever only types a domain keeps nobody else from it.
 */
export function claimOf(domain: string, email: string): string {
  return `${domain} ${email}`;
}

/** The domain in a claim, and of a domain itself. */
export function claimedDomain(stored: string): string {
  return stored.split(" ")[0] as string;
}
