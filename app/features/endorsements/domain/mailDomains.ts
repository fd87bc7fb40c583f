import { getDomainWithoutSuffix, getPublicSuffix } from "tldts";

/**
 * Where anybody gets an address, or a page: mail from there says nothing about an organization. These
 * have their name in one country or under one ending.
 */
const publicMailDomains = new Set(
  (
    "me.com mac.com pm.me proton.me duck.com hey.com web.de t-online.de freenet.de arcor.de online.de kabelmail.de " +
    "bluewin.ch hispeed.ch aon.at chello.at chello.nl ziggo.nl kpnmail.nl planet.nl home.nl hetnet.nl xs4all.nl " +
    "telenet.be skynet.be scarlet.be orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr " +
    "club-internet.fr aliceadsl.fr libero.it virgilio.it tiscali.it alice.it tin.it tim.it fastwebnet.it terra.es " +
    "telefonica.net ono.com ya.com sapo.pt iol.pt eircom.net btinternet.com sky.com virginmedia.com ntlworld.com " +
    "talktalk.net blueyonder.co.uk tiscali.co.uk telia.com comhem.se bredband.net online.no jubii.dk stofanet.dk " +
    "luukku.com kolumbus.fi seznam.cz centrum.cz atlas.cz volny.cz post.cz azet.sk zoznam.sk centrum.sk post.sk wp.pl " +
    "o2.pl onet.pl onet.eu op.pl interia.pl interia.eu poczta.fm tlen.pl gazeta.pl freemail.hu citromail.hu " +
    "indamail.hu abv.bg net.hr siol.net otenet.gr in.gr ukr.net i.ua meta.ua bigmir.net tut.by ya.ru bk.ru list.ru " +
    "rambler.ru walla.co.il walla.com maktoob.com menara.ma mweb.co.za telkomsa.net vodamail.co.za webmail.co.za " +
    "qq.com foxmail.com 163.com 126.com 139.com 189.cn 21cn.com yeah.net sina.com sina.cn sohu.com tom.com aliyun.com " +
    "hinet.net naver.com daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com " +
    "rediffmail.com rediff.com indiatimes.com sify.com bigpond.com bigpond.net.au optusnet.com.au iinet.net.au " +
    "xtra.co.nz comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net " +
    "optonline.net juno.com netzero.net frontier.com rr.com shaw.ca rogers.com sympatico.ca telus.net videotron.ca " +
    "uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com zipmail.com.br r7.com oi.com.br " +
    "prodigy.net.mx arnet.com.ar fibertel.com.ar speedy.com.ar ciudad.com.ar adinet.com.uy vtr.net cantv.net " +
    "usa.com lycos.com excite.com caramail.com mailbox.org riseup.net disroot.org hushmail.com runbox.com " +
    "mailfence.com startmail.com cock.li mozmail.com simplelogin.com addy.io anonaddy.com privaterelay.appleid.com " +
    "10minutemail.com temp-mail.org temp-mail.io tempmail.plus 1secmail.com mail.tm trashmail.com dispostable.com " +
    "sharklasers.com grr.la spam4.me getnada.com maildrop.cc mohmal.com emailondeck.com fakeinbox.com mailnesia.com " +
    "wordpress.com medium.com substack.com tumblr.com wixsite.com weebly.com sites.google.com"
  ).split(" "),
);

/** The same, of those who have their name in many countries. */
const families = new Set(
  (
    "gmail googlemail yahoo ymail rocketmail hotmail outlook live msn aol aim icloud gmx mail email inbox protonmail " +
    "tutanota tuta yandex fastmail zoho zohomail posteo mailinator guerrillamail yopmail blogspot"
  ).split(" "),
);
/** "com", "net", or what a country has: "mail.example" and "live.org" may be somebody's own. */
const ofFamilies = /^(com|net|io|fm|([a-z]{2,3}\.)?[a-z]{2})$/;

/**
 * The domain that somebody wrote, as a name or as an address of a site, without "www.": null when it
 * is none, or one below which anybody has a domain ("co.uk", "github.io": the list of public suffixes).
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
  return isName && domain.length <= 253 && !isSuffix(domain) ? domain : null;
}

function isSuffix(domain: string): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}

/** Whether anybody may have an address there. */
export function isFreeMail(domain: string): boolean {
  if (withParents(domain).some((one) => publicMailDomains.has(one))) return true;
  return families.has(getDomainWithoutSuffix(domain) ?? "") && ofFamilies.test(getPublicSuffix(domain) ?? "");
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
