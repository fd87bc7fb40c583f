const frontMatter = /^\uFEFF?---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/**
 * A text without front matter (YAML between two lines of ---) and without the signs of HackMD and its kin: the table of contents, the line
 * of tags, the fences of boxes. Notes that stand within a sentence (`^[a note]`) become footnotes like others.
 */
export function withoutFrame(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n");
  const matter = frontMatterOf(lines);
  return withFootnotes(withoutSigns(matter === null ? lines : lines.slice(matter.length)));
}

/** The day that the front matter of a text gives as its date (YYYY-MM-DD); null where it gives none that the calendar has. */
export function dateInFront(text: string): string | null {
  const matter = frontMatterOf(text.replace(/\r\n?/g, "\n"));
  const [, year, month, day] =
    /^date\s*:\s*["']?(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)/im.exec(matter ?? "") ?? [];
  const said = `${year}-${month}-${day}`;
  const moment = new Date(`${said}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(said) ? said : null;
}

/** Front matter with its fences; null where a text begins with none. A rule, a paragraph and another rule are none: that has names and values alone. */
function frontMatterOf(lines: string): string | null {
  const begun = frontMatter.exec(lines);
  const isMeant = (begun?.[1] ?? "")
    .split("\n")
    .every((line) => /^(?:\s*$|\s*#|[\w-]+\s*:|\s+\S|-\s)/.test(line));
  return begun && isMeant ? begun[0] : null;
}

/** Lines within fences of code stay as they are. */
function outsideCode(text: string, change: (line: string) => string | null): string {
  let fence = "";
  return text
    .split("\n")
    .flatMap((line) => {
      const [, sign] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
      if (sign && (fence === "" || sign.startsWith(fence))) fence = fence === "" ? sign : "";
      else if (fence === "") {
        const changed = change(line);
        return changed === null ? [] : [changed];
      }
      return [line];
    })
    .join("\n");
}

const withoutSigns = (text: string): string =>
  outsideCode(text, (line) => {
    if (/^\s*\[TOC\]\s*$/i.test(line) || /^#{1,6}\s+tags:\s*`/i.test(line)) return null;
    if (/^:{3,}\s*[\w-]*(?:\s.*)?$/.test(line)) return "";
    return line;
  });

function withFootnotes(text: string): string {
  const notes: string[] = [];
  let label = "note";
  while (text.includes(`[^${label}`)) label += "-";
  const body = outsideCode(text, (line) => {
    if (!line.includes("^[")) return line;
    const ends = closings(line);
    let made = "";
    let done = 0;
    for (let at = line.indexOf("^["); at !== -1; at = line.indexOf("^[", Math.max(done, at + 1))) {
      const end = ends.get(at + 1);
      if (end === undefined) continue;
      notes.push(line.slice(at + 2, end));
      made += `${line.slice(done, at)}[^${label}${notes.length}]`;
      done = end + 1;
    }
    return made + line.slice(done);
  });
  const defined = notes.map((note, at) => `[^${label}${at + 1}]: ${note}`);
  return [body.trimEnd(), ...defined].filter(Boolean).join("\n\n");
}

/** Where each bracket of a line is closed, with those within it; none for one that is not. */
function closings(line: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === "[") open.push(at);
    else if (line[at] === "]") {
      const begun = open.pop();
      if (begun !== undefined) ends.set(begun, at);
    }
  }
  return ends;
}
