/** The mark: the mouth of a kiln. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--k-accent)" />
      <path d="M7 18v-6a5 5 0 0 1 10 0v6h-3.2v-5.6a1.8 1.8 0 0 0-3.6 0V18z" fill="var(--k-surface)" />
    </svg>
  );
}
