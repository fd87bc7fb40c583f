/** The domain of the addresses of the demo's ready seats. */
export const demoDomain = "demo.codraft.example";

export const isDemoSeat = (email: string): boolean => email.endsWith(`@${demoDomain}`);
