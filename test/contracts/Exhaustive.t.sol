// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Operation} from "./ExhaustiveModel.sol";
import {ExhaustiveWalk} from "./ExhaustiveWalk.sol";

// After every sequence of operations on consent, control, signatures and log, the registry is what the model is.
contract ExhaustiveTest is ExhaustiveWalk {
    function test_alicePermits() external {
        walkFrom(Operation.ALICE_PERMITS);
    }

    function test_controllerRevokes() external {
        walkFrom(Operation.CONTROLLER_REVOKES);
    }

    function test_guardianPermits() external {
        walkFrom(Operation.GUARDIAN_PERMITS);
    }

    function test_keptPermitIsSent() external {
        walkFrom(Operation.KEPT_PERMIT_IS_SENT);
    }

    function test_aliceRevokesBySignature() external {
        walkFrom(Operation.ALICE_REVOKES_BY_SIGNATURE);
    }

    function test_guardianVoids() external {
        walkFrom(Operation.GUARDIAN_VOIDS);
    }

    function test_aliceOffersToBob() external {
        walkFrom(Operation.ALICE_OFFERS_TO_BOB);
    }

    function test_bobAccepts() external {
        walkFrom(Operation.BOB_ACCEPTS);
    }

    function test_bobClaims() external {
        walkFrom(Operation.BOB_CLAIMS);
    }

    function test_controllerAppointsGuardian() external {
        walkFrom(Operation.CONTROLLER_APPOINTS_GUARDIAN);
    }

    function test_guardianResigns() external {
        walkFrom(Operation.GUARDIAN_RESIGNS);
    }

    function test_aliceChoosesRecovery() external {
        walkFrom(Operation.ALICE_CHOOSES_RECOVERY);
    }

    function test_recoveryIsRequested() external {
        walkFrom(Operation.RECOVERY_IS_REQUESTED);
    }

    function test_recoveryIsDone() external {
        walkFrom(Operation.RECOVERY_IS_DONE);
    }

    function test_gatewayLogs() external {
        walkFrom(Operation.GATEWAY_LOGS);
    }

    function test_aDayPasses() external {
        walkFrom(Operation.A_DAY_PASSES);
    }
}
