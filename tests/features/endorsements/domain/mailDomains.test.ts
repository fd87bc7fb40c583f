import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  claimedDomain,
  claimOf,
  isAddressOf,
  isFreeMail,
  siteDomain,
} from "~/features/endorsements/domain/mailDomains";

describe("the domain of an organization", () => {
  test.each([
    ["example.org", "example.org"],
    ["  Example.ORG. ", "example.org"],
    ["https://www.example.org/about?x=1", "example.org"],
    ["www.lab.example.org", "lab.example.org"],
    ["http://example.org:8080", "example.org"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["مثال.example", "xn--mgbh0fb.example"],
    ["house.co.uk", "house.co.uk"],
    ["house.asso.fr", "house.asso.fr"],
    ["house.github.io", "house.github.io"],
  ])("typed as %j is %s", (typed, domain) => {
    expect(siteDomain(typed)).toBe(domain);
  });

  test.each([
    "",
    " ",
    "org",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "a b.org",
    "me@example.org",
    "co.uk",
    "com.br",
    "asso.fr",
    "co.in",
    "gob.pe",
    "github.io",
    "blogspot.com",
    "https://www.netlify.app/",
  ])("is not %j", (typed) => {
    expect(siteDomain(typed)).toBeNull();
  });

  test("is itself when it is read again", () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const read = siteDomain(domain);
        if (read !== null) expect(siteDomain(read)).toBe(read);
      }),
    );
  });
});

describe("an address", () => {
  test.each([
    ["a@example.org", "example.org", true],
    ["a@mail.example.org", "example.org", true],
    ["a@example.org", "mail.example.org", false],
    ["a@notexample.org", "example.org", false],
    ["a@example.org.evil.example", "example.org", false],
    ['"x@example.org"@evil.example', "example.org", false],
    ["a@org", "example.org", false],
  ])("%s is of %s: %s", (address, domain, is) => {
    expect(isAddressOf(address, domain)).toBe(is);
  });

  test("is of its own domain and of none beside it", () => {
    fc.assert(
      fc.property(fc.domain(), fc.domain(), (domain, other) => {
        expect(isAddressOf(`a@${domain}`, domain)).toBe(true);
        expect(isAddressOf(`a@${domain}`, other)).toBe(domain === other || domain.endsWith(`.${other}`));
      }),
    );
  });

  test.each([
    ..."gmail.com mail.proton.me outlook.com qq.com tutanota.de gmx.net".split(" "),
    ..."yahoo.de yahoo.com.mx mail.yahoo.co.uk hotmail.it live.nl gmx.at gmx.es yandex.kz mail.bg".split(" "),
    ..."seznam.cz wp.pl comcast.net house.wordpress.com house.blogspot.com fastmail.fm tuta.io".split(" "),
  ])("of %s may be anybody's", (domain) => {
    expect(isFreeMail(domain)).toBe(true);
  });

  test.each([
    ..."example.org gmail.com.example notgmail.com yahoo.com.example gmx.lab.de".split(" "),
    ..."mail.example live.org inbox.museum house.github.io mail.house.org.uk".split(" "),
  ])("of %s may not", (domain) => {
    expect(isFreeMail(domain)).toBe(false);
  });
});

test("a claim holds its domain, and differs from address to address", () => {
  const claims = ["a@example.org", "b@example.org"].map((email) => claimOf("example.org", email));
  expect(claims.map(claimedDomain)).toEqual(["example.org", "example.org"]);
  expect(claims[0]).not.toBe(claims[1]);
  expect(claimedDomain("example.org")).toBe("example.org");
});
