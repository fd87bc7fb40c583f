/** What previews of a page say of it, where it has more to say than its process. */
export type Preview = {
  readonly title: string;
  readonly description: string;
  /** The address of its picture, and what that shows, in the reader's language. */
  readonly picture: string;
  readonly alt: string;
};

/** Pictures of previews have this size in pixels: what those who show them ask for. */
export const previewSize = { width: 1200, height: 630 };

/** Where the picture of a process is, or of a page of it ("results/1"); and the one of all other pages. */
export const previewPicture = (slug: string, name = "process"): string => `/preview/${slug}/${name}.png`;
export const sitePicture = "/preview.png";

/** What the innermost page has in `preview` of its data. */
export function previewIn(matches: readonly { readonly data: unknown }[]): Preview | null {
  return matches.reduce<Preview | null>((found, { data }) => (hasPreview(data) ? data.preview : found), null);
}

const hasPreview = (data: unknown): data is { preview: Preview } =>
  typeof data === "object" && data !== null && "preview" in data;
