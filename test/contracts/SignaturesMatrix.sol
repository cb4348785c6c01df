// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Target} from "../../contracts/interfaces/IConsents.sol";
import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {SignaturesTable} from "./SignaturesTable.sol";

/// @notice The table's acts with their EIP-712 hashes, written down once more, and what is asked of each row.
abstract contract SignaturesMatrix is SignaturesTable {
    /// @dev What a signature is bound to beside the act.
    struct Stamp {
        Domain domain;
        uint32 version;
        uint32 epoch;
        uint40 deadline;
    }

    /// @notice As things stand, without a deadline. Each permit of the table is at its first version.
    function stamp() internal view returns (Stamp memory) {
        return Stamp(domain(), 1, registry.epochOf(patient), NO_END);
    }

    function hashOf(Row memory r, Stamp memory s) internal view returns (bytes32) {
        bytes32 kind = keccak256(bytes(r.kind));
        if (bytes4(r.act) == registry.revokeMany.selector) {
            bytes32 list = hashOf(targets(), s.version);
            return digest(s.domain, keccak256(abi.encode(kind, patient, list, s.epoch, s.deadline)));
        }
        bytes memory version = r.versioned ? abi.encode(s.version) : bytes("");
        bytes memory all = abi.encodePacked(kind, wordsOf(r.act), version, abi.encode(s.epoch, s.deadline));
        return digest(s.domain, keccak256(all));
    }

    function hashOf(Target[] memory list, uint32 version) internal pure returns (bytes32) {
        bytes32 kind = keccak256("Target(bytes32 scope,address grantee,uint32 version)");
        bytes memory hashes;
        for (uint256 i = 0; i < list.length; ++i) {
            hashes = abi.encodePacked(hashes, keccak256(abi.encode(kind, list[i].scope, list[i].grantee, version)));
        }
        return keccak256(hashes);
    }

    function wordsOf(bytes memory act) internal pure returns (bytes memory words) {
        words = new bytes(act.length - 4);
        for (uint256 i = 0; i < words.length; ++i) words[i] = act[i + 4];
    }

    /// @dev In the world made ready for the row, which every refusal leaves as it is.
    function forEachRow(function(uint256, Row memory) internal test) internal {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            bytes32 readied = state();
            test(i, r);
            vm.assertEq(state(), readied);
            vm.revertToStateAndDelete(before);
        }
    }

    function refuseStamp(Row memory r, Stamp memory s) internal {
        refuseHash(r, hashOf(r, s));
    }

    function refuseHash(Row memory r, bytes32 hash) internal {
        refuse(r.act, alone(signer, NO_END, sign(ALICE_KEY, hash)), wrongSignature());
    }

    function refuse(bytes memory act, Signed memory signed, bytes memory refusal) internal {
        vm.prank(stranger);
        (bool done, bytes memory answer) = address(registry).call(
            abi.encodeCall(registry.actBySignature, (act, signed))
        );
        vm.assertFalse(done, "was taken");
        vm.assertEq(answer, refusal);
    }

    function wrongSignature() internal view returns (bytes memory) {
        return wrongSignature(signer);
    }

    function wrongSignature(address account) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISignable.WrongSignature.selector, account);
    }
}
