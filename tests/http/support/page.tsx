import { RemixServer } from "@remix-run/react";
import type { ComponentProps, ComponentType } from "react";
import { renderToString } from "react-dom/server";
import { makeWords, WordsProvider } from "~/i18n";
import { type Answer, bodyIn, routeModule, visit } from "./routes";

type Asked = Omit<Parameters<typeof visit>[2], "form">;

/** The page of a route as a browser without scripts gets it, after what its action answered, if it was sent a form. */
export async function pageOf(file: string, asked: Asked, answer?: Answer): Promise<string> {
  const loaded = await bodyIn(await visit(file, "loader", asked));
  const said = answer && (await bodyIn(answer));
  const { default: Page } = (await routeModule(file)) as { default?: ComponentType };
  const words = makeWords("en", asked.deps.catalogs.en ?? {});
  const location = { pathname: "/page", search: "", hash: "", state: null, key: "default" };
  const route = {
    id: "root",
    path: "*",
    hasLoader: true,
    hasAction: true,
    hasErrorBoundary: false,
    module: "",
  };
  const context = {
    manifest: { routes: { root: route }, entry: { imports: [], module: "" }, url: "", version: "" },
    routeModules: { root: { default: Page } },
    future: { v3_singleFetch: true },
    isSpaMode: false,
    staticHandlerContext: {
      basename: "/",
      location,
      loaderData: { root: loaded },
      actionData: said === undefined ? null : { root: said },
      errors: null,
      matches: [{ params: asked.params ?? {}, pathname: "/page", pathnameBase: "/page", route }],
      statusCode: 200,
      loaderHeaders: {},
      actionHeaders: {},
      activeDeferreds: null,
    },
    serializeError: (error: Error) => error,
  } as unknown as ComponentProps<typeof RemixServer>["context"];
  return renderToString(
    <WordsProvider value={words}>
      <RemixServer context={context} url={asked.deps.settings.origin} />
    </WordsProvider>,
  );
}
