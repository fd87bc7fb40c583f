import type { ReactNode } from "react";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Carded = { readonly slug: string; readonly title: LocalizedView; readonly summary: LocalizedView };

/** Processes, each with the way to it, what it is about and what more there is to say of it. */
export function ProcessCards<Process extends Carded>({
  processes,
  more,
}: {
  readonly processes: readonly Process[];
  readonly more?: (process: Process) => ReactNode;
}) {
  return (
    <div className="cards">
      {processes.map((process) => (
        <article className="card" key={process.slug}>
          <h3>
            <PageLink to={`/p/${process.slug}`}>
              <Content view={process.title} />
            </PageLink>
          </h3>
          <p>
            <Content view={process.summary} />
          </p>
          {more?.(process)}
        </article>
      ))}
    </div>
  );
}
