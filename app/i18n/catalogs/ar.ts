export const files = import.meta.glob("../../../locales/ar/*.json", { eager: true, import: "default" });
