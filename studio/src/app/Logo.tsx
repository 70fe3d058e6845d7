/** The mark: the mouth of a kiln, with the fire in it. */
export function Logo() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6.5" fill="var(--k-text)" />
      <path d="M6.5 18.5V12a5.5 5.5 0 0 1 11 0v6.5z" fill="var(--k-surface)" />
      <path
        d="M12 10c.4 2 2.7 2.9 2.7 5.4a2.7 2.7 0 0 1-5.4 0c0-1 .5-1.700 1-2.200.2.600.6.900.9 1 .1-1.500-.2-2.700.8-4.200z"
        fill="var(--k-brand)"
      />
    </svg>
  );
}
