const name = "codraft:quote";

/** Asks the reply form of the page to quote a post, or what of it is selected. */
export function quotePost(id: string): void {
  const post = document.getElementById(`k-${id}`)?.querySelector<HTMLElement>(":scope > .prose");
  const selection = document.getSelection();
  const chosen =
    post && selection?.anchorNode && post.contains(selection.anchorNode) ? selection.toString().trim() : "";
  // biome-ignore lint/performance/useDomNodeTextContent: only what is shown, with its line breaks
  const text = chosen || post?.innerText || "";
  if (text) document.dispatchEvent(new CustomEvent<string>(name, { detail: text }));
}

/** Calls back with what is to be quoted. Returns the function that ends listening. */
export function onQuote(quote: (text: string) => void): () => void {
  const listen = (event: Event) => quote((event as CustomEvent<string>).detail);
  document.addEventListener(name, listen);
  return () => document.removeEventListener(name, listen);
}
