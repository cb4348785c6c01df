// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";

// What a write costs does not depend on how much is stored: at 2,000 permits, records and accesses it costs what it cost at 10, within 1 %.
contract GasSlopeTest is World {
    function test_permit() external {
        assertLevel(abi.encodeCall(registry.permit, (terms())), alice);
    }

    function test_revoke() external {
        permit(terms());
        assertLevel(abi.encodeCall(registry.revoke, (ALICE, RECORD, radiologist)), alice);
    }

    function test_logOwn() external {
        permit(terms());
        assertLevel(abi.encodeCall(registry.logOwn, (entry())), radiologist);
    }

    function test_logAccesses() external {
        permit(terms());
        AccessEntry[] memory entries = new AccessEntry[](20);
        for (uint256 i = 0; i < entries.length; ++i) entries[i] = entry();
        uint256 few = measureAt(10, abi.encodeCall(registry.logAccesses, (11, entries)), gateway);
        uint256 many = measureAt(2_000, abi.encodeCall(registry.logAccesses, (2_001, entries)), gateway);
        assertLevel(few, many);
    }

    function assertLevel(bytes memory call, address by) private {
        assertLevel(measureAt(10, call, by), measureAt(2_000, call, by));
    }

    function assertLevel(uint256 few, uint256 many) private pure {
        vm.assertLe(many, few + few / 100, "grows with what is stored");
        vm.assertLe(few, many + many / 100, "shrinks with what is stored");
    }

    /// @dev The gas of the call at that many permits, records, patients and accesses beside it, from a cold start. Leaves the world as it was.
    function measureAt(uint256 size, bytes memory call, address by) private returns (uint256 gas) {
        uint256 before = vm.snapshotState();
        for (uint256 i = 0; i < size; ++i) this.grow(i);
        vm.cool(address(registry));
        vm.prank(by);
        (bool done, ) = address(registry).call(call);
        gas = vm.lastCallGas().gasTotalUsed;
        vm.assertTrue(done, "the call");
        vm.revertToStateAndDelete(before);
    }

    /// @dev One more of everything: of the same patient, grantee, record and gateway, and of others. External, so that the test's own memory
    ///      does not grow.
    function grow(uint256 i) external {
        Terms memory t = terms();
        t.scope = keccak256(abi.encode("scope", i));
        permit(t);
        (t.scope, t.grantee) = (RECORD, address(uint160(uint256(t.scope))));
        permit(t);
        vm.startPrank(hospital);
        registry.enroll(t.grantee, Hold.SELF);
        registry.register(Registration(keccak256(abi.encode("another record", i)), ALICE, STUDY, Status.FINAL, DIGEST));
        vm.stopPrank();
        logBatch(gateway, uint40(i + 1), entry());
    }
}
