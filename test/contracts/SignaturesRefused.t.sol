// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IRecoveries} from "../../contracts/interfaces/IRecoveries.sol";
import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {SignaturesMatrix} from "./SignaturesMatrix.sol";

// actBySignature refuses each act of the table, and changes nothing, when the signature
// ├── was made for another chain, contract, name or version of the domain → WrongSignature
// ├── names another version, epoch or deadline, or is of a type of another act → WrongSignature
// ├── comes after its deadline → SignatureExpired
// ├── is of another key → WrongSignature, and of another signer → what the act answers that account
// └── was used → WrongSignature, or for a recovery that is asked for already RecoveryPending
contract SignaturesRefusedTest is SignaturesMatrix {
    function setUp() public override {
        super.setUp();
        become(alice);
    }

    function test_refusesAnotherDomain() external {
        forEachRow(refuseAnotherDomain);
    }

    function test_refusesAnotherVersion() external {
        forEachRow(refuseAnotherVersion);
    }

    function test_refusesAnotherEpochOrDeadline() external {
        forEachRow(refuseAnotherEpochOrDeadline);
    }

    function test_refusesAnEarlierEpoch() external {
        forEachRow(refuseAnEarlierEpoch);
    }

    function test_refusesWhatComesAfterItsDeadline() external {
        forEachRow(refuseWhatComesLate);
    }

    function test_refusesTheSignatureOfAnotherType() external {
        forEachRow(refuseOtherTypes);
    }

    function test_refusesAnotherSigner() external {
        forEachRow(refuseAnotherSigner);
    }

    function test_refusesASignatureTwice() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            Signed memory signed = alone(signer, NO_END, sign(ALICE_KEY, hashOf(r, stamp())));
            relay(r.act, signed);
            bytes memory pending = abi.encodeWithSelector(IRecoveries.RecoveryPending.selector, NOW + 1 days);
            refuse(r.act, signed, i == REQUEST ? pending : wrongSignature());
            vm.revertToStateAndDelete(before);
        }
    }

    function test_refusesARequestAgainAfterAVeto() external {
        Row memory r = ready(REQUEST);
        Signed memory signed = alone(signer, NO_END, sign(ALICE_KEY, hashOf(r, stamp())));
        relay(r.act, signed);
        vm.prank(signer);
        registry.vetoRecovery(patient);
        refuse(r.act, signed, wrongSignature());
    }

    function refuseAnotherDomain(uint256, Row memory r) private {
        for (uint256 i = 0; i < 6; ++i) {
            Stamp memory s = stamp();
            if (i == 0) s.domain.chainId += 1;
            if (i == 1) s.domain.chainId = 0;
            if (i == 2) s.domain.verifyingContract = registry.signatures();
            if (i == 3) s.domain.verifyingContract = address(manager);
            if (i == 4) s.domain.name = "fiducial";
            if (i == 5) s.domain.version = "2";
            refuseStamp(r, s);
        }
        bytes32 hash = hashOf(r, stamp());
        vm.chainId(block.chainid + 1);
        refuseHash(r, hash);
        vm.chainId(block.chainid - 1);
    }

    /// @dev The permits are at their first version.
    function refuseAnotherVersion(uint256, Row memory r) private {
        if (!r.versioned) return;
        for (uint256 bit = 0; bit < 32; ++bit) {
            Stamp memory s = stamp();
            s.version ^= uint32(1 << bit);
            refuseStamp(r, s);
        }
    }

    function refuseAnotherEpochOrDeadline(uint256, Row memory r) private {
        for (uint256 bit = 0; bit < 40; ++bit) {
            Stamp memory s = stamp();
            s.deadline ^= uint40(1 << bit);
            refuseStamp(r, s);
            s = stamp();
            s.epoch ^= uint32(1 << (bit % 32));
            refuseStamp(r, s);
        }
    }

    function refuseAnEarlierEpoch(uint256, Row memory r) private {
        bytes32 hash = hashOf(r, stamp());
        uint256 before = vm.snapshotState();
        vm.prank(signer);
        registry.voidSignatures(patient);
        refuseHash(r, hash);
        vm.revertToStateAndDelete(before);
    }

    function refuseWhatComesLate(uint256, Row memory r) private {
        Stamp memory s = stamp();
        s.deadline = NOW + 10;
        Signed memory signed = alone(signer, s.deadline, sign(ALICE_KEY, hashOf(r, s)));
        for (uint40 time = NOW + 11; time < NOW + 1_000_000; time *= 2) {
            vm.warp(time);
            refuse(r.act, signed, abi.encodeWithSelector(ISignable.SignatureExpired.selector, s.deadline, time));
        }
        vm.warp(NOW);
    }

    /// @dev The same words as another type, and the other acts as they are.
    function refuseOtherTypes(uint256 i, Row memory r) private {
        for (uint256 j = 0; j < ROWS; ++j) {
            if (i == j) continue;
            Row memory other = rowAt(j);
            refuseHash(r, hashOf(other, stamp()));
            if (i == REVOKE_MANY || j == REVOKE_MANY) continue;
            (other.act, other.versioned) = (r.act, r.versioned);
            refuseHash(r, hashOf(other, stamp()));
        }
    }

    function refuseAnotherSigner(uint256, Row memory r) private {
        bytes32 hash = hashOf(r, stamp());
        refuse(r.act, alone(signer, NO_END, sign(BOB_KEY, hash)), wrongSignature());
        refuse(r.act, alone(bob, NO_END, sign(BOB_KEY, hash)), r.refusal);
        refuse(r.act, alone(bob, NO_END, sign(ALICE_KEY, hash)), wrongSignature(bob));
        refuse(r.act, alone(address(0), NO_END, new bytes(65)), wrongSignature(address(0)));
    }
}
