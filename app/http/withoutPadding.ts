import { Transform } from "node:stream";

/**
 * A stream that passes everything on but zero bytes. React 18 sends its buffer whole where the next letter
 * does not fit in any more, so that every two kilobytes a zero byte or two may follow in texts of letters with
 * more than one byte; in attributes and scripts a browser shows them as �. No page has a zero of its own:
 * neither what is typed nor the database may hold one.
 */
export function withoutPadding(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
