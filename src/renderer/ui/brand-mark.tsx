/** The mark: an open claw with a word in it. The same drawing as resources/icon.svg. */
export function BrandMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden>
      <path
        fill="currentColor"
        d="M56 20C50 8 34 3 21 11 8 19 5 34 10 45c3-9 8-14 15-16-6-9 4-20 31-9Z"
      />
      <path
        fill="currentColor"
        d="M56 41C48 51 34 60 20 55c-5-2-8-6-10-10 8-1 13-6 15-16 3 11 13 17 31 12Z"
      />
      <circle cx="50" cy="30.5" r="4.5" fill="var(--accent)" />
    </svg>
  );
}
