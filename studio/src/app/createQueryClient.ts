import { QueryClient } from '@tanstack/react-query';

/** The cache. Never asks again by itself: a failure is shown, with a button, or the connection's notice does it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000, networkMode: 'always' } } });
}
