import { Component, type ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.tsx';

interface PanelBoundaryProps {
  /** Another value (the place one is at) forgets the failure. */
  readonly at?: string;
  readonly children: ReactNode;
}

interface PanelBoundaryState {
  readonly failure: { readonly error: unknown; readonly at: string | undefined } | undefined;
}

/** Keeps a failure to the panel it happened in: the rest of the page goes on. */
export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { failure: undefined };

  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { failure: { error, at: undefined } };
  }

  static getDerivedStateFromProps(
    { at }: PanelBoundaryProps,
    { failure }: PanelBoundaryState,
  ): PanelBoundaryState | null {
    if (!failure) return null;
    if (failure.at === undefined) return { failure: { ...failure, at: at ?? '' } };
    return failure.at === (at ?? '') ? null : { failure: undefined };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return <ErrorNotice error={failure.error} onRetry={() => this.setState({ failure: undefined })} />;
  }
}
