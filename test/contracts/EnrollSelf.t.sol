// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {ProxyWorld} from "./ProxyWorld.sol";

// enrollSelf
// ├── when the custodian is not an organization in force → it reverts with NotOrganization
// └── otherwise → the caller controls the next number, with a key of its own
contract EnrollSelfTest is ProxyWorld {
    function test_refusesWhatIsNoOrganization() external {
        address[4] memory custodians = [stranger, radiologist, registrar, address(0)];
        for (uint256 i = 0; i < custodians.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IDirectory.NotOrganization.selector, custodians[i]);
            refuse(newAlice, abi.encodeCall(registry.enrollSelf, (custodians[i])), refusal);
        }
    }

    function test_refusesASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(clinic);
        bytes memory refusal = abi.encodeWithSelector(IDirectory.NotOrganization.selector, clinic);
        refuse(newAlice, abi.encodeCall(registry.enrollSelf, (clinic)), refusal);
    }

    function testFuzz_letsTheCallerControlThePatient(address caller) external {
        vm.assume(caller != address(0) && caller != address(registry));
        vm.expectEmit(address(registry));
        emit IPatients.Enrolled(4, clinic, caller, Hold.SELF, caller);
        vm.prank(caller);
        vm.assertEq(registry.enrollSelf(clinic), 4);
        assertPatient(4, Patient(caller, NOW, 0, false, Hold.SELF, clinic, 0));
    }

    function test_samePersonHasAnotherNumberEachTime() external {
        vm.startPrank(alice);
        vm.assertEq(registry.enrollSelf(clinic), 4);
        vm.assertEq(registry.enrollSelf(clinic), 5);
        vm.stopPrank();
        assertReads(ALICE, alice, NOW, Basis.PATIENT);
    }
}
