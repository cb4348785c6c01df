// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Hold, Patient} from "../../contracts/interfaces/IPatients.sol";
import {IRecoveries, Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// recover
// ├── when nothing was asked for, or its time has not come → it reverts with RecoveryNotReady
// └── otherwise, whoever sends it, control passes to the account that was asked for
//     ├── at the next epoch, as by a hand-over: offers are off, the lost key does nothing any more
//     ├── it is used up, and the recovery account stays
//     └── a custodial key stays custodial
contract RecoverTest is ProxyWorld {
    uint40 internal constant READY = NOW + DELAY;

    function setUp() public override {
        super.setUp();
        chooseRecovery(ALICE, brother);
    }

    function test_refusesWhereNothingWasAskedFor() external {
        assertNotReady(0);
        vm.warp(NOW + 3650 days);
        assertNotReady(0);
    }

    function test_refusesUntilItsTimeComes() external {
        requestRecovery(ALICE, brother, newAlice);
        assertNotReady(READY);
        vm.warp(READY - 1);
        assertNotReady(READY);
        vm.warp(READY);
        recover(stranger);
        vm.assertEq(controller(ALICE), newAlice);
    }

    function testFuzz_waitsForTheWholeDelay(uint32 delay, uint256 wait) external {
        delay = uint32(within(delay, 1 days, 365 days));
        vm.prank(alice);
        registry.chooseRecovery(ALICE, brother, delay);
        requestRecovery(ALICE, brother, newAlice);
        uint40 time = uint40(within(wait, NOW, NOW + 2 * uint256(delay)));
        vm.warp(time);
        if (time < NOW + delay) assertNotReady(NOW + delay);
        else recover(stranger);
    }

    function test_givesALostKeysControlToTheNewKey() external {
        offer(ALICE, stranger);
        requestRecovery(ALICE, brother, newAlice);
        vm.warp(READY + 5);
        vm.expectEmit(address(registry));
        emit IRecoveries.Recovered(ALICE, alice, newAlice, 3);
        recover(stranger);
        assertPatient(ALICE, Patient(newAlice, READY + 5, 3, true, Hold.SELF, hospital, 0));
        vm.assertEq(registry.handoverOf(ALICE), address(0));
        assertConsents(ALICE, newAlice);
        assertDoesNotConsent(ALICE, alice);
        assertReads(ALICE, newAlice, READY + 5, Basis.PATIENT);
        assertReads(ALICE, alice, READY + 5, Basis.NONE);
        assertReads(ALICE, alice, READY + 4, Basis.UNDETERMINED);
    }

    function test_isUsedUpAndKeepsTheAccount() external {
        requestRecovery(ALICE, brother, newAlice);
        vm.warp(READY);
        recover(brother);
        Recovery memory expected = Recovery(brother, DELAY, 0, address(0));
        vm.assertEq(abi.encode(registry.recoveryOf(ALICE)), abi.encode(expected));
        assertNotReady(0);
    }

    function test_leavesACustodialKeyCustodial() external {
        chooseRecovery(CAROL, brother);
        requestRecovery(CAROL, brother, radiologist);
        vm.warp(READY);
        registry.recover(CAROL);
        assertPatient(CAROL, Patient(radiologist, READY, 2, true, Hold.CUSTODIAL, hospital, 0));
        assertReads(CAROL, radiologist, READY, Basis.NONE);
    }

    function testFuzz_isThatOfAModelWhateverIsTried(uint256 seed) external {
        Recovery memory model = Recovery(brother, DELAY, 0, address(0));
        address holder = alice;
        for (uint256 i = 0; i < 16; ++i) {
            uint40 time = NOW + uint40(i * 1 days + (roll(seed, i) % 1 days));
            vm.warp(time);
            uint256 die = roll(seed, 100 + i) % 8;
            if (die < 3) {
                address to = die == 0 ? alice : newAlice;
                assertDone(brother, abi.encodeCall(registry.requestRecovery, (ALICE, to)), model.readyAt == 0);
                if (model.readyAt == 0) (model.readyAt, model.to) = (time + model.delay, to);
            } else if (die < 6) {
                bool isReady = model.readyAt != 0 && time >= model.readyAt;
                assertDone(stranger, abi.encodeCall(registry.recover, (ALICE)), isReady);
                if (isReady) (holder, model.readyAt, model.to) = (model.to, 0, address(0));
            } else if (die == 6) {
                assertDone(holder, abi.encodeCall(registry.vetoRecovery, (ALICE)), model.readyAt != 0);
                (model.readyAt, model.to) = (0, address(0));
            } else {
                model = Recovery(brother, uint32(1 days + (roll(seed, 200 + i) % 3 days)), 0, address(0));
                assertDone(holder, abi.encodeCall(registry.chooseRecovery, (ALICE, brother, model.delay)), true);
            }
            vm.assertEq(abi.encode(registry.recoveryOf(ALICE)), abi.encode(model));
            vm.assertEq(controller(ALICE), holder);
        }
    }

    function recover(address by) private {
        vm.prank(by);
        registry.recover(ALICE);
    }

    function assertDone(address by, bytes memory call, bool isDone) private {
        vm.prank(by);
        (bool done, ) = address(registry).call(call);
        vm.assertTrue(done == isDone, "done");
    }

    function assertNotReady(uint40 readyAt) private {
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.RecoveryNotReady.selector, readyAt, block.timestamp);
        refuse(stranger, abi.encodeCall(registry.recover, (ALICE)), refusal);
    }
}
