import { expect, test } from "vitest";
import { networkOf } from "~server/networkOf";

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:0002::ff", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::1]", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
])("The IPv6 address %s is counted with its /64, %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("Addresses of one /64 are one, those of its neighbours are others", () => {
  const [one, same, neighbour] = ["2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:2::1"];
  expect(networkOf(same as string)).toBe(networkOf(one as string));
  expect(networkOf(neighbour as string)).not.toBe(networkOf(one as string));
});

test.each(["192.0.2.7", "::ffff:192.0.2.7", "::FFFF:c000:207", "0:0:0:0:0:ffff:192.0.2.7"])(
  "The IPv4 address %s is one, however a socket tells it",
  (address) => {
    expect(networkOf(address)).toBe("192.0.2.7");
  },
);

test.each(["", "unknown", "a:b", "1:2:3:4:5:6:7:8:9", "1::2::3", "g::1"])(
  "What is no address, like %j, is counted as it is",
  (text) => {
    expect(networkOf(text)).toBe(text);
  },
);
