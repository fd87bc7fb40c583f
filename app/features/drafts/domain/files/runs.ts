import type { Definition, Nodes, PhrasingContent } from "mdast";
import { toString as textIn } from "mdast-util-to-string";

/** How a few words are set. */
export type Style = {
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
  readonly struck?: true;
  /** The sign of a note. */
  readonly sign?: true;
  readonly link?: string;
};
export type Run = Style & { readonly text: string };

type Known = {
  /** What links go by that name their address elsewhere. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Where the pages of this site are. */
  readonly origin: string;
};

/** Words with how they are set, those that are set alike as one. */
export function runsOf(nodes: readonly PhrasingContent[], known: Known): Run[] {
  const joined: Run[] = [];
  for (const run of styled(nodes, {}, known)) {
    const last = joined.at(-1);
    if (run.text === "") continue;
    if (last && isSetAlike(last, run)) joined[joined.length - 1] = { ...last, text: last.text + run.text };
    else joined.push(run);
  }
  return joined;
}

const styles = ["bold", "italic", "code", "struck", "sign", "link"] as const;
const isSetAlike = (one: Run, other: Run): boolean =>
  !one.sign && styles.every((name) => one[name] === other[name]);

function styled(nodes: readonly PhrasingContent[], style: Style, known: Known): Run[] {
  const within = (children: readonly PhrasingContent[], more: Style) =>
    styled(children, { ...style, ...more }, known);
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case "text":
        return [{ ...style, text: node.value.replace(/\n/g, " ") }];
      case "strong":
        return within(node.children, { bold: true });
      case "emphasis":
        return within(node.children, { italic: true });
      case "delete":
        return within(node.children, { struck: true });
      case "inlineCode":
        return [{ ...style, code: true, text: node.value }];
      case "link":
        return linked(within, node.children, node, known);
      case "linkReference": {
        const meant = known.definitions.get(node.identifier);
        return meant ? linked(within, node.children, meant, known) : within(node.children, {});
      }
      case "break":
        return [{ ...style, text: "\n" }];
      case "footnoteReference":
        return [{ ...style, sign: true, text: node.label ?? node.identifier }];
      case "html":
        return [{ ...style, text: node.value }];
      case "image":
        return [{ ...style, text: [node.alt, node.url].filter(Boolean).join(" ") }];
      case "imageReference": {
        const url = known.definitions.get(node.identifier)?.url;
        return [{ ...style, text: [node.alt, url].filter(Boolean).join(" ") }];
      }
      default:
        return [{ ...style, text: textIn(node as Nodes) }];
    }
  });
}

/** A link with the title that it has. An address that leads to no page stands beside its words. */
function linked(
  within: (children: readonly PhrasingContent[], more: Style) => Run[],
  children: readonly PhrasingContent[],
  { url, title }: Pick<Definition, "url" | "title">,
  { origin }: Known,
): Run[] {
  const isHere = origin !== "" && /^\/(?!\/)/.test(url);
  const link = /^(https?:\/\/|mailto:)/i.test(url) ? url : isHere ? `${origin}${url}` : undefined;
  const beside = [link === undefined ? url : "", title ?? ""].filter(Boolean).join(" ");
  return [
    ...within(children, link === undefined ? {} : { link }),
    ...(beside === "" ? [] : within([{ type: "text", value: ` (${beside})` }], {})),
  ];
}
