// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";

// A count that is full refuses one more, and none starts again
// ├── the epoch of a patient: what was signed in its first one would hold again
// ├── the number of patients: another would be given the first one's number
// └── the number of records: a relation could lead to what came later
contract CountsTest is World {
    /// @dev Fits no field: Panic of arithmetic.
    bytes private constant OVERFLOW = abi.encodeWithSignature("Panic(uint256)", 0x11);

    function test_anEpochNeverStartsAgain() external {
        bytes32 slot = slotOf(abi.encodeCall(registry.epochOf, (ALICE)));
        uint256 word = uint256(vm.load(address(registry), slot)) | (uint256(type(uint32).max) << 200);
        vm.store(address(registry), slot, bytes32(word));
        vm.assertEq(registry.epochOf(ALICE), type(uint32).max);
        vm.expectRevert(OVERFLOW);
        vm.prank(alice);
        registry.offerHandover(ALICE, stranger);
    }

    function test_aPatientsNumberIsNeverGivenAgain() external {
        bytes32 slot = slotOf(abi.encodeCall(registry.patientCount, ()));
        vm.store(address(registry), slot, bytes32(uint256(type(uint48).max)));
        vm.assertEq(registry.patientCount(), type(uint48).max);
        vm.expectRevert(OVERFLOW);
        vm.prank(hospital);
        registry.enroll(stranger, Hold.SELF);
    }

    function test_aRecordsNumberIsNeverGivenAgain() external {
        vm.record();
        register("first");
        uint48 number = registry.historyOf("first").number;
        (, bytes32[] memory writes) = vm.accesses(address(registry));
        for (uint256 i = 0; i < writes.length; ++i) {
            if (uint256(vm.load(address(registry), writes[i])) != number) continue; // a history holds more than the number
            vm.store(address(registry), writes[i], bytes32(uint256(type(uint48).max) - 1));
        }
        register("last");
        vm.assertEq(registry.historyOf("last").number, type(uint48).max);
        vm.expectRevert(OVERFLOW);
        register("one more");
    }

    function register(bytes32 record) private {
        vm.prank(hospital);
        registry.register(Registration(record, ALICE, STUDY, Status.FINAL, DIGEST));
    }
}
