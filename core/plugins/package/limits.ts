/** What a package may be. Real ones are a hundredth of it; what unpacks to more is meant to hurt. */
export const packageLimits = {
  /** Of the archive as it arrives. */
  archiveBytes: 10 * 1024 * 1024,
  files: 2_000,
  fileBytes: 4 * 1024 * 1024,
  totalBytes: 30 * 1024 * 1024,
  pathLength: 200,
  depth: 12,
  bundleBytes: 4 * 1024 * 1024,
  definitions: 1_000,
  /** Bundling takes some 20 ms; code that is made to take forever is not waited for. */
  bundleMs: 20_000,
} as const;
