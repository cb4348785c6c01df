// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Errors} from "@openzeppelin/contracts/utils/Errors.sol";
import {IRecoveries} from "../../contracts/interfaces/IRecoveries.sol";
import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {SignaturesTable} from "./SignaturesTable.sol";
import {YesWallet} from "./Wallets.sol";

// actBySignature refuses each act of the table, and changes nothing, when the signature
// ├── was made for another chain, contract, name or version of the domain → WrongSignature
// ├── names another version, epoch or deadline, or is of a type of another act → WrongSignature
// ├── comes after its deadline → SignatureExpired
// ├── is of an act that differs in any bit, is cut short or goes on → WrongSignature
// ├── is of another key → WrongSignature, and of another signer → what the act answers that account
// ├── has a high s, is compact, has another v, is empty or huge → WrongSignature
// └── was used → WrongSignature, or for a recovery that is asked for already RecoveryPending
// and, whatever a wallet signs
// ├── a call of another function → NotSignable
// └── an act cut short, or with a bit outside a field → FailedCall
contract SignaturesRefusedTest is SignaturesTable {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

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

    function test_refusesEveryBitThatWasNotSigned() external {
        forEachRow(refuseEveryBit);
    }

    function test_refusesTheSignatureOfAnotherType() external {
        forEachRow(refuseOtherTypes);
    }

    function test_refusesAnotherSigner() external {
        forEachRow(refuseAnotherSigner);
    }

    function test_refusesAnotherForm() external {
        forEachRow(refuseAnotherForm);
    }

    function test_refusesWhatIsCutShort() external {
        forEachRow(refuseEveryCut);
    }

    function test_refusesWhatGoesOn() external {
        forEachRow(refuseWhatGoesOn);
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

    function test_refusesEveryOtherFunctionWhateverAWalletSigns() external {
        become(address(new YesWallet()));
        bytes4[12] memory others = [
            registry.enroll.selector,
            registry.enrollSelf.selector,
            registry.recover.selector,
            registry.declareIncapacity.selector,
            registry.register.selector,
            registry.logOwn.selector,
            registry.admitOrganization.selector,
            registry.setAuthority.selector,
            registry.publishKey.selector,
            registry.actBySignature.selector,
            bytes4(0),
            bytes4(0xffffffff)
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(ISignable.NotSignable.selector, others[i]);
            refuse(abi.encodePacked(others[i], new bytes(320)), alone(signer, NO_END, ""), refusal);
        }
    }

    function test_refusesWhatIsCutShortWhateverAWalletSigns() external {
        become(address(new YesWallet()));
        forEachRow(refuseEveryCut);
    }

    function test_refusesBitsOutsideAFieldWhateverAWalletSigns() external {
        become(address(new YesWallet()));
        forEachRow(refuseBitsOutside);
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

    function refuseEveryBit(uint256 i, Row memory r) private {
        bytes memory signature = sign(ALICE_KEY, hashOf(r, stamp()));
        for (uint256 field = 0; field < r.fields.length; ++field) {
            for (uint256 bit = 0; bit <= uint8(r.fields[field]); ++bit) {
                bytes memory act = flip(r.act, wordOf(i, field), bit);
                refuse(act, alone(signer, NO_END, signature), wrongSignature());
            }
        }
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

    function refuseAnotherForm(uint256, Row memory r) private {
        (uint8 v, bytes32 rr, bytes32 s) = vm.sign(ALICE_KEY, hashOf(r, stamp()));
        bytes[9] memory forms;
        forms[0] = abi.encodePacked(rr, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)); // high s
        forms[1] = abi.encodePacked(rr, bytes32(uint256(s) | (uint256(v - 27) << 255))); // compact
        forms[2] = "";
        forms[3] = new bytes(65);
        forms[4] = new bytes(100_000);
        forms[5] = abi.encodePacked(rr, s, v, uint8(0));
        forms[6] = abi.encodePacked(rr, s);
        forms[7] = abi.encodePacked(s, rr, v);
        forms[8] = abi.encodePacked(rr, s, v, new bytes(100_000));
        for (uint256 i = 0; i < forms.length; ++i) {
            refuse(r.act, alone(signer, NO_END, forms[i]), wrongSignature());
        }
        for (uint256 other = 0; other < 256; ++other) {
            if (other == v) continue;
            refuse(r.act, alone(signer, NO_END, abi.encodePacked(rr, s, uint8(other))), wrongSignature());
        }
    }

    /// @dev By a key what was signed is the whole act; a wallet may have signed what was cut.
    function refuseEveryCut(uint256 i, Row memory r) private {
        bytes memory signature = sign(ALICE_KEY, hashOf(r, stamp()));
        for (uint256 length = 0; length < r.act.length; ++length) {
            bytes memory act = new bytes(length);
            for (uint256 j = 0; j < length; ++j) act[j] = r.act[j];
            bytes memory refusal = wrongSignature();
            // Without the words that name a permit, its version cannot be looked up.
            bool isUnreadable = r.versioned && (i == REVOKE_MANY || length < 100);
            if (signer != alice || isUnreadable) refusal = abi.encodeWithSelector(Errors.FailedCall.selector);
            if (length < 36) refusal = abi.encodeWithSelector(ISignable.NotSignable.selector, bytes4(act));
            refuse(act, alone(signer, NO_END, signature), refusal);
        }
    }

    function refuseWhatGoesOn(uint256 i, Row memory r) private {
        if (i == REVOKE_MANY) return; // see `SignaturesTaken`
        bytes memory signature = sign(ALICE_KEY, hashOf(r, stamp()));
        uint256[5] memory more = [uint256(1), 31, 32, 64, 10_000];
        for (uint256 j = 0; j < more.length; ++j) {
            refuse(abi.encodePacked(r.act, new bytes(more[j])), alone(signer, NO_END, signature), wrongSignature());
        }
    }

    function refuseBitsOutside(uint256 i, Row memory r) private {
        for (uint256 field = 0; field < r.fields.length; ++field) {
            for (uint256 bit = uint256(uint8(r.fields[field])) + 1; bit < 256; ++bit) {
                bytes memory act = flip(r.act, wordOf(i, field), bit);
                refuse(act, alone(signer, NO_END, ""), abi.encodeWithSelector(Errors.FailedCall.selector));
            }
        }
    }

    /// @dev In a list of revocations the patient is followed by where the list starts and how long it is.
    function wordOf(uint256 i, uint256 field) private pure returns (uint256) {
        return i == REVOKE_MANY && field > 0 ? field + 2 : field;
    }

    function flip(bytes memory act, uint256 word, uint256 bit) private pure returns (bytes memory flipped) {
        flipped = abi.encodePacked(act);
        flipped[4 + 32 * word + 31 - bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }

    /// @dev In the world made ready for the row, which every refusal leaves as it is.
    function forEachRow(function(uint256, Row memory) internal test) private {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            bytes32 readied = state();
            test(i, r);
            vm.assertEq(state(), readied);
            vm.revertToStateAndDelete(before);
        }
    }

    function refuseStamp(Row memory r, Stamp memory s) private {
        refuseHash(r, hashOf(r, s));
    }

    function refuseHash(Row memory r, bytes32 hash) private {
        refuse(r.act, alone(signer, NO_END, sign(ALICE_KEY, hash)), wrongSignature());
    }

    function refuse(bytes memory act, Signed memory signed, bytes memory refusal) private {
        vm.prank(stranger);
        (bool done, bytes memory answer) = address(registry).call(
            abi.encodeCall(registry.actBySignature, (act, signed))
        );
        vm.assertFalse(done, "was taken");
        vm.assertEq(answer, refusal);
    }

    function wrongSignature() private view returns (bytes memory) {
        return wrongSignature(signer);
    }

    function wrongSignature(address account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISignable.WrongSignature.selector, account);
    }
}
