import { Writable } from "node:stream";

/**
 * Takes a body in pieces and gives it whole. A page is rendered at once and then sent as one piece: a piece of two
 * kilobytes costs the processor about as much as a whole page, to compress and to hand to the network.
 *
 * Zero bytes are left out. React 18 sends its buffer whole where the next letter does not fit in any more, so that every
 * two kilobytes a zero byte or two may follow in texts of letters with more than one byte; in attributes and
 * scripts a browser shows them as �. No page has a zero of its own: neither what is typed nor the database may hold one.
 */
export class WholeBody extends Writable {
  readonly #pieces: Buffer[] = [];
  readonly whole: Promise<Buffer>;

  constructor() {
    super();
    this.whole = new Promise((resolve, reject) => {
      this.once("finish", () => resolve(Buffer.concat(this.#pieces)));
      this.once("error", reject);
    });
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.#pieces.push(
      piece.includes(0) ? (piece.filter((byte) => byte !== 0) as Buffer) : Buffer.from(piece),
    );
    done();
  }
}
