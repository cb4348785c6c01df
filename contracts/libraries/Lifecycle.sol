// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Status} from "../interfaces/IRecords.sol";

/// @notice Which status a record may come to after another.
library Lifecycle {
    /// @notice Whether `next` may follow `status`.
    ///
    /// @dev Until it is final a record goes forward, or is cancelled. What was final is changed, corrected or added to, never unfinished again. Entered in
    ///      error is said of anything but what is over; cancelled and entered in error are the end.
    function follows(Status status, Status next) internal pure returns (bool) {
        if (status >= Status.CANCELLED) return false;
        if (next == Status.ENTERED_IN_ERROR) return true;
        if (status < Status.FINAL) return (next >= status && next <= Status.FINAL) || next == Status.CANCELLED;
        return next > Status.FINAL && next < Status.CANCELLED;
    }
}
