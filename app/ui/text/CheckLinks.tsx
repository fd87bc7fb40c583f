import { useRouteLoaderData } from "@remix-run/react";
import { useWords } from "~/i18n";
import { PageLink } from "./PageLink";

/** Where anybody checks what a page says: in this browser, or with a program that trusts none. `result`: the address of one. */
export function CheckLinks({ result }: { readonly result?: string }) {
  const { t } = useWords();
  return (
    <p className="no-print">
      <PageLink
        to={result ? `/verify?result=${encodeURIComponent(result)}` : "/verify"}
        className={result ? "btn q mini" : ""}
      >
        {t("common:check.here")}
      </PageLink>{" "}
      <Program />
    </p>
  );
}

/** The program alone, where the page has another way to check what it says. */
export function CheckProgram() {
  return (
    <p className="no-print quiet small">
      <Program />
    </p>
  );
}

function Program() {
  const { t } = useWords();
  const root = useRouteLoaderData<{ readonly source?: string | null }>("root");
  return (
    <>
      {t("common:check.program")}{" "}
      <a href="/verify.py" download>
        verify.py
      </a>
      {root?.source && (
        <>
          {" · "}
          <a href={root.source} rel="external">
            {t("common:check.source")}
          </a>
        </>
      )}
    </>
  );
}
