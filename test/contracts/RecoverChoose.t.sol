// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IRecoveries, Recovery} from "../../contracts/interfaces/IRecoveries.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// chooseRecovery
// ├── when the caller is not the controller → it reverts with NotController
// ├── when the delay is shorter than a day or longer than a year → it reverts with WrongDelay
// └── otherwise the account may ask for control, what was asked for before is off, and the epoch is the next
contract RecoverChooseTest is ProxyWorld {
    function test_refusesWhoIsNotTheController() external {
        appoint(appointment());
        assertOnlyController(ALICE, abi.encodeCall(registry.chooseRecovery, (ALICE, stranger, DELAY)));
    }

    function test_theRecoveryAccountDoesNotChooseItsSuccessor() external {
        chooseRecovery(ALICE, brother);
        assertOnlyController(ALICE, abi.encodeCall(registry.chooseRecovery, (ALICE, stranger, DELAY)));
    }

    function testFuzz_refusesADelayThatIsTooShortOrTooLong(uint32 delay) external {
        vm.assume(delay < 1 days || delay > 365 days);
        assertWrongDelay(delay);
    }

    function test_takesADelayOfADayAndOfAYear() external {
        assertWrongDelay(1 days - 1);
        assertWrongDelay(365 days + 1);
        vm.startPrank(alice);
        registry.chooseRecovery(ALICE, brother, 1 days);
        registry.chooseRecovery(ALICE, brother, 365 days);
        vm.stopPrank();
    }

    function testFuzz_choosesAndRaisesTheEpoch(address account, uint32 delay) external {
        delay = uint32(within(delay, 1 days, 365 days));
        vm.expectEmit(address(registry));
        emit IRecoveries.RecoveryChosen(ALICE, account, delay, 1);
        vm.prank(alice);
        registry.chooseRecovery(ALICE, account, delay);
        assertRecovery(Recovery(account, delay, 0, address(0)));
        assertEpoch(ALICE, 1);
    }

    function test_endsWhatWasAskedForBefore() external {
        chooseRecovery(ALICE, brother);
        requestRecovery(ALICE, brother, newAlice);
        chooseRecovery(ALICE, guardian);
        assertRecovery(Recovery(guardian, DELAY, 0, address(0)));
        assertNotRecoveryAccount(brother, guardian);
    }

    function test_nobodyRecoversWhereTheAccountIsTakenBack() external {
        chooseRecovery(ALICE, brother);
        chooseRecovery(ALICE, address(0));
        assertNotRecoveryAccount(brother, address(0));
    }

    function assertNotRecoveryAccount(address by, address account) private {
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.NotRecoveryAccount.selector, by, account);
        refuse(by, abi.encodeCall(registry.requestRecovery, (ALICE, newAlice)), refusal);
    }

    function assertWrongDelay(uint32 delay) private {
        bytes memory refusal = abi.encodeWithSelector(IRecoveries.WrongDelay.selector, delay, 1 days, 365 days);
        refuse(alice, abi.encodeCall(registry.chooseRecovery, (ALICE, brother, delay)), refusal);
    }

    function assertRecovery(Recovery memory expected) private view {
        vm.assertEq(abi.encode(registry.recoveryOf(ALICE)), abi.encode(expected));
    }
}
