// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {Contribution, Origin} from "../../contracts/interfaces/IContributions.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";
import {Access} from "./Words.sol";

/// @notice The world with those who review and with tools, and what the tests of records, contributions, gateways and emergencies share.
abstract contract RoomWorld is World {
    /// @dev Of the hospital.
    address internal reviewer = name("reviewer");
    address internal tool = name("tool");
    /// @dev Of the clinic.
    address internal foreignReviewer = name("foreign reviewer");
    address internal foreignTool = name("foreign tool");

    function setUp() public virtual override {
        super.setUp();
        vm.startPrank(hospital);
        registry.admit(reviewer, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        registry.admit(tool, ActorKind.DEVICE, 0, 0, NO_END);
        vm.stopPrank();
        vm.startPrank(clinic);
        registry.admit(foreignReviewer, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        registry.admit(foreignTool, ActorKind.DEVICE, 0, 0, NO_END);
        vm.stopPrank();
    }

    /// @notice Calls the registry, which must do it.
    function send(address by, bytes memory call) internal returns (bytes memory answer) {
        bool done;
        vm.prank(by);
        (done, answer) = address(registry).call(call);
        vm.assertTrue(done, "refused");
    }

    /// @notice Calls the registry, which must refuse it with exactly this.
    function refuse(address by, bytes memory call, bytes memory refusal) internal {
        vm.prank(by);
        (bool done, bytes memory answer) = address(registry).call(call);
        vm.assertFalse(done, "not refused");
        vm.assertEq(answer, refusal);
    }

    /// @notice Calls the registry, which must do it where no refusal is expected.
    function attempt(address by, bytes memory call, bytes memory refusal) internal {
        if (refusal.length == 0) send(by, call);
        else refuse(by, call, refusal);
    }

    /// @notice Whether the registry does it.
    function does(address by, bytes memory call) internal returns (bool done) {
        vm.prank(by);
        (done, ) = address(registry).call(call);
    }

    /// @notice Calls the registry, which must do it and write nothing but events.
    function sendWithoutWriting(address by, bytes memory call) internal {
        vm.record();
        send(by, call);
        (, bytes32[] memory writes) = vm.accesses(address(registry));
        vm.assertEq(writes.length, 0, "writes");
    }

    /// @notice A record of Alice that has come to this status on the shortest way, with the digest DIGEST all along.
    function recordWith(Status status) internal returns (bytes32 record) {
        record = keccak256(abi.encode("record with", status));
        Status first = status == Status.CANCELLED ? Status.REGISTERED : status;
        if (first > Status.FINAL) first = Status.FINAL;
        send(hospital, abi.encodeCall(registry.register, (Registration(record, ALICE, REPORT, first, DIGEST))));
        if (first != status) send(hospital, abi.encodeCall(registry.amend, (record, DIGEST, status)));
    }

    /// @notice A section of the record that the radiologist wrote alone.
    function contribution() internal pure returns (Contribution memory given) {
        given.record = RECORD;
        given.section = keccak256("section");
        given.digest = DIGEST;
        given.origin = Origin.HUMAN;
    }

    /// @notice A section that a tool made or helped with.
    function contributionWith(Origin origin, address with) internal pure returns (Contribution memory given) {
        given = contribution();
        (given.origin, given.tool) = (origin, with);
        given.toolVersion = keccak256("tool version");
        given.model = keccak256("model");
        given.inputs = keccak256("inputs");
    }

    /// @notice The resident breaks the glass now, for the first coded reason.
    function emergency() internal view returns (Access memory stated) {
        stated = access();
        (stated.account, stated.purpose, stated.claim, stated.detail) = (resident, BTG, BY_EMERGENCY, 1);
        stated.time = uint40(block.timestamp);
    }

    /// @notice The detail of an emergency: the coded reason, and how many seconds before the glass was broken.
    function emergencyDetail(uint8 reason, uint24 age) internal pure returns (uint32) {
        return uint32(bytes4(abi.encodePacked(age, reason)));
    }

    /// @notice Logs the access in the accessor's own name; says its number.
    function logOwn(Access memory stated) internal returns (uint40) {
        send(stated.account, abi.encodeCall(registry.logOwn, (entry(stated))));
        return registry.accessCountOf(RECORD);
    }

    /// @notice The same entry many times, each a copy of its own.
    function repeat(AccessEntry memory one, uint256 times) internal pure returns (AccessEntry[] memory entries) {
        entries = new AccessEntry[](times);
        for (uint256 i = 0; i < times; ++i) entries[i] = AccessEntry(one.record, one.part, one.what);
    }
}
