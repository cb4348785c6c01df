import { Component, type ReactNode } from "react";
import { Failure } from "../parts/Failure.tsx";

type Props = {
  /** Where the reader is: somewhere else what failed here is tried anew. */
  readonly path: string;
  readonly children: ReactNode;
};
type State = { readonly error: unknown };

/** Says that an area could not be shown, with the way to the others still there. What is loaded only now may not come. */
export class AreaBoundary extends Component<Props, State> {
  override readonly state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.error !== undefined && before.path !== this.props.path) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    // Code that did not come is not asked for a second time by the browser: only the whole page is.
    return error === undefined ? this.props.children : <Failure error={error} onRetry={() => location.reload()} />;
  }
}
