import { Children, Fragment, isValidElement, type ReactNode } from "react";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Props = { base: string; process: LocalizedView; children?: ReactNode };

/** Where one is, on one line. On a narrow screen it is the way back to the page above, and nothing else. */
export function Crumbs({ base, process, children }: Props) {
  const { t } = useWords();
  const first = (
    <PageLink key="process" to={base}>
      <Content view={process} />
    </PageLink>
  );
  const steps: ReactNode[][] = [[first], ...stepsOf(children)];
  const above = steps.findLastIndex((step) =>
    step.some((node) => isValidElement<object>(node) && "to" in node.props),
  );
  return (
    <nav className="crumb" aria-label={t("common:crumbs")}>
      <ol>
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps do not move
          <li key={at} className={at === above ? "back" : undefined}>
            {step}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The steps that pages write one after the other with a sign between them. */
function stepsOf(children: ReactNode): ReactNode[][] {
  const steps: ReactNode[][] = [[]];
  const add = (nodes: ReactNode) => {
    for (const node of Children.toArray(nodes)) {
      if (isValidElement<{ children?: ReactNode }>(node) && node.type === Fragment) add(node.props.children);
      else if (typeof node === "string" && node.trim() === "›") steps.push([]);
      else steps.at(-1)?.push(node);
    }
  };
  add(children);
  return steps.filter((step) => step.some((node) => typeof node !== "string" || node.trim() !== ""));
}
