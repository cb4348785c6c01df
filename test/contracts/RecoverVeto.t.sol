// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IRecoveries, Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// vetoRecovery
// ├── when the caller is not the controller → it reverts with NotController
// ├── when nothing was asked for → it reverts with RecoveryNotReady
// └── otherwise nothing is asked for any more, and the epoch is the next
//     ├── control does not pass on, however long one waits
//     ├── the recovery account may ask again, and waits the whole delay again
//     └── it still counts after the delay, as long as nobody has passed control on
contract RecoverVetoTest is ProxyWorld {
    function setUp() public override {
        super.setUp();
        chooseRecovery(ALICE, brother);
        requestRecovery(ALICE, brother, newAlice);
    }

    function test_refusesWhoIsNotTheController() external {
        appoint(appointment());
        assertOnlyController(ALICE, abi.encodeCall(registry.vetoRecovery, (ALICE)));
    }

    function test_refusesWhereNothingWasAskedFor() external {
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.RecoveryNotReady.selector, 0, NOW);
        refuse(bob, abi.encodeCall(registry.vetoRecovery, (BOB)), refusal);
        veto();
        refuse(alice, abi.encodeCall(registry.vetoRecovery, (ALICE)), refusal);
    }

    function test_endsWhatWasAskedForAndRaisesTheEpoch() external {
        vm.expectEmit(address(registry));
        emit IRecoveries.RecoveryVetoed(ALICE, newAlice, 2);
        veto();
        Recovery memory expected = Recovery(brother, DELAY, 0, address(0));
        vm.assertEq(abi.encode(registry.recoveryOf(ALICE)), abi.encode(expected));
        assertEpoch(ALICE, 2);
    }

    function testFuzz_controlNeverPassesOnAfterAVeto(uint256 vetoed, uint256 tried) external {
        uint40 time = uint40(within(vetoed, NOW, NOW + 2 * DELAY));
        vm.warp(time);
        veto();
        time = uint40(within(tried, time, time + 3650 days));
        vm.warp(time);
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.RecoveryNotReady.selector, 0, time);
        refuse(newAlice, abi.encodeCall(registry.recover, (ALICE)), refusal);
        vm.assertEq(controller(ALICE), alice);
    }

    function test_theRecoveryAccountMayAskAgainAndWaitsAgain() external {
        vm.warp(NOW + DELAY);
        veto();
        requestRecovery(ALICE, brother, newAlice);
        vm.assertEq(registry.recoveryOf(ALICE).readyAt, NOW + 2 * DELAY);
        bytes memory refusal = abi.encodeWithSelector(
            IRecoveries.RecoveryNotReady.selector,
            NOW + 2 * DELAY,
            NOW + DELAY
        );
        refuse(newAlice, abi.encodeCall(registry.recover, (ALICE)), refusal);
    }

    function veto() private {
        vm.prank(alice);
        registry.vetoRecovery(ALICE);
    }
}
