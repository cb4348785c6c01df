// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {Target, Terms} from "../../contracts/interfaces/IConsents.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {Outcome} from "../../contracts/interfaces/IReviews.sol";
import {Signed} from "../../contracts/interfaces/ISignable.sol";
import {RoomWorld} from "./RoomWorld.sol";
import {Access} from "./Words.sol";

// No transaction needs more than 8 million gas, its data included: every list at its cap, everything read for the first time and written where nothing
// stood. The registry of these tests is compiled without the IR, so the deployed one needs less.
contract GasCapsTest is RoomWorld {
    uint256 private constant CAP = 8_000_000;

    bytes32 private constant DOMAIN_TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant PERMIT_TYPE = keccak256(
        "Permit(uint48 patient,bytes32 scope,address grantee,uint88 purposes,uint48 kinds,uint40 from,uint40 until,uint32 version,uint32 epoch,uint40 deadline)"
    );
    string private constant TARGET = "Target(bytes32 scope,address grantee,uint32 version)";

    function test_registersAHundred() external {
        Registration[] memory list = registrations(100);
        for (uint256 i = 0; i < list.length; ++i) {
            vm.prank(hospital);
            list[i].patient = registry.enroll(alice, Hold.SELF);
        }
        assertBelowCap(registrar, abi.encodeCall(registry.registerMany, (list)));
    }

    function test_logsAHundredEmergencies() external {
        AccessEntry[] memory entries = ofEachRecord(100);
        for (uint256 i = 0; i < entries.length; ++i) {
            Access memory stated = emergency();
            stated.account = admitted(i, Role.EMERGENCY);
            stated.detail = emergencyDetail(255, 14_400);
            entries[i].what = entry(stated).what;
        }
        assertBelowCap(gateway, abi.encodeCall(registry.logAccesses, (1, entries)));
        vm.assertEq(registry.reviewOf(entries[99].record, 1).accessor, address(uint160(entries[99].what)));
    }

    function test_logsAHundredEmergenciesOfOneRecord() external {
        bytes memory call = abi.encodeCall(registry.logAccesses, (1, repeat(entry(emergency()), 100)));
        assertBelowCap(gateway, call);
        vm.assertTrue(registry.reviewOf(RECORD, 100).outcome == Outcome.PENDING, "owed");
        vm.assertEq(registry.reviewOf(RECORD, 100).accessor, resident);
    }

    function test_logsAHundredByPermitsToGroups() external {
        AccessEntry[] memory entries = ofEachRecord(100);
        for (uint256 i = 0; i < entries.length; ++i) {
            Access memory stated = access();
            stated.account = admitted(i, 0);
            (stated.claim, stated.detail) = (BY_PERMIT | TO_GROUP, uint32(i + 1));
            entries[i].what = entry(stated).what;
            vm.startPrank(hospital);
            address group = registry.openGroup();
            registry.include(group, stated.account, 0, NO_END);
            vm.stopPrank();
            Terms memory granted = terms();
            (granted.scope, granted.grantee) = (entries[i].record, group);
            permit(granted);
        }
        assertBelowCap(gateway, abi.encodeCall(registry.logAccesses, (1, entries)));
    }

    function test_revokesAHundredThatWereNeverGranted() external {
        assertBelowCap(alice, abi.encodeCall(registry.revokeMany, (ALICE, targets(100))));
    }

    function test_revokesAHundredSignedByEight() external {
        (uint256[] memory keys, address[] memory members) = guardians();
        handOverTo(members);
        Target[] memory list = targets(100);
        bytes32[] memory hashes = new bytes32[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            hashes[i] = keccak256(abi.encode(keccak256(bytes(TARGET)), list[i].scope, list[i].grantee, uint32(0)));
        }
        bytes32 typehash = keccak256(
            abi.encodePacked("Revocations(uint48 patient,Target[] targets,uint32 epoch,uint40 deadline)", TARGET)
        );
        bytes32 targetsHash = keccak256(abi.encodePacked(hashes));
        bytes32 structHash = keccak256(abi.encode(typehash, ALICE, targetsHash, registry.epochOf(ALICE), NO_END));
        assertBelowCap(stranger, signed(abi.encodeCall(registry.revokeMany, (ALICE, list)), structHash, keys));
        vm.assertEq(registry.permitOf(ALICE, list[99].scope, list[99].grantee).version, 1);
    }

    function test_permitsSignedByEight() external {
        (uint256[] memory keys, address[] memory members) = guardians();
        handOverTo(members);
        Terms memory t = terms();
        bytes memory fields = abi.encode(PERMIT_TYPE, t, uint32(0), registry.epochOf(ALICE), NO_END);
        assertBelowCap(stranger, signed(abi.encodeCall(registry.permit, (t)), keccak256(fields), keys));
        vm.assertEq(registry.permitOf(ALICE, RECORD, radiologist).version, 1);
    }

    /// @dev What the transaction needs: its own price, that of its data, and the call's, with nothing read before.
    function assertBelowCap(address by, bytes memory call) private {
        uint256 gas = 21_000;
        for (uint256 i = 0; i < call.length; ++i) gas += call[i] == 0 ? 4 : 16;
        vm.cool(address(registry));
        vm.prank(by);
        (bool done, ) = address(registry).call(call);
        gas += vm.lastCallGas().gasTotalUsed;
        vm.assertTrue(done, "the call");
        vm.assertLe(gas, CAP, "gas");
    }

    function registrations(uint256 count) private pure returns (Registration[] memory list) {
        list = new Registration[](count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 record = keccak256(abi.encode("of a list", i));
            list[i] = Registration(record, ALICE, STUDY, Status.FINAL, keccak256(abi.encode(record)));
        }
    }

    /// @dev One entry for each of as many new records.
    function ofEachRecord(uint256 count) private returns (AccessEntry[] memory entries) {
        Registration[] memory list = registrations(count);
        send(hospital, abi.encodeCall(registry.registerMany, (list)));
        entries = repeat(entry(), count);
        for (uint256 i = 0; i < count; ++i) (entries[i].record, entries[i].part) = (list[i].record, list[i].digest);
    }

    function admitted(uint256 i, uint8 roles) private returns (address account) {
        account = address(uint160(uint256(keccak256(abi.encode("one of many", i)))));
        vm.prank(clinic);
        registry.admit(account, ActorKind.PRACTITIONER, roles, 0, NO_END);
    }

    function targets(uint256 count) private pure returns (Target[] memory list) {
        list = new Target[](count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 scope = keccak256(abi.encode("scope", i));
            list[i] = Target(scope, address(uint160(uint256(scope))));
        }
    }

    /// @dev As many members as a joint account takes, in ascending order.
    function guardians() private pure returns (uint256[] memory keys, address[] memory members) {
        (keys, members) = (new uint256[](8), new address[](8));
        for (uint256 i = 0; i < 8; ++i) {
            (uint256 key, uint256 at_) = (1_000 + i, i);
            for (; at_ > 0 && members[at_ - 1] > vm.addr(key); --at_) {
                (members[at_], keys[at_]) = (members[at_ - 1], keys[at_ - 1]);
            }
            (members[at_], keys[at_]) = (vm.addr(key), key);
        }
    }

    /// @dev Makes a joint account Alice's controller; nobody has its key, so it is here that it accepts.
    function handOverTo(address[] memory members) private {
        address joint = address(uint160(uint256(keccak256(abi.encode(keccak256("fiducial.joint-account"), members)))));
        send(alice, abi.encodeCall(registry.offerHandover, (ALICE, joint)));
        send(joint, abi.encodeCall(registry.acceptHandover, (ALICE)));
    }

    function signed(
        bytes memory act,
        bytes32 structHash,
        uint256[] memory keys
    ) private view returns (bytes memory call) {
        bytes32 separator = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Fiducial"), keccak256("1"), block.chainid, address(registry))
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", separator, structHash));
        Signed memory by = Signed(new address[](keys.length), new bytes[](keys.length), NO_END);
        for (uint256 i = 0; i < keys.length; ++i) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[i], digest);
            (by.signers[i], by.signatures[i]) = (vm.addr(keys[i]), abi.encodePacked(r, s, v));
        }
        return abi.encodeCall(registry.actBySignature, (act, by));
    }
}
