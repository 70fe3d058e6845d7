import '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Somebody chose to sign out, within the application. */
    signsOut?: boolean;
  }
}
