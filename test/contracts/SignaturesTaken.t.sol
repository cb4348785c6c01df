// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {Signatures} from "../../contracts/Signatures.sol";
import {Erc1271Wallet} from "./wallets/Erc1271Wallet.sol";
import {SignaturesMatrix} from "./SignaturesMatrix.sol";
import {PickyWallet, WrongMagicWallet, YesWallet} from "./Wallets.sol";

// actBySignature
// ├── takes the signed acts of the table and no other function of the registry
// └── does, and says in its events, what the act does that the account sends itself
//     ├── by a key
//     ├── by an ERC-1271 wallet, whatever bytes it takes
//     └── by an account that delegates by EIP-7702: by its key, and by its code
contract SignaturesTakenTest is SignaturesMatrix {
    function setUp() public override {
        super.setUp();
        become(alice);
    }

    function test_everyActThatCanBeSignedHasARow() external {
        // Every function of the registry has its selector in the code, as the four bytes that a PUSH4 takes.
        bytes memory code = address(registry).code;
        address wallet = address(new YesWallet());
        uint256 found;
        for (uint256 i = 0; i < code.length; ++i) {
            uint8 op = uint8(code[i]);
            if (op == 0x63 && i + 4 < code.length) {
                bytes4 selector = bytes4(abi.encodePacked(code[i + 1], code[i + 2], code[i + 3], code[i + 4]));
                if (canBeSigned(selector, wallet)) found |= 1 << rowOf(selector);
            }
            if (op >= 0x60 && op <= 0x7f) i += op - 0x5f; // the bytes that a PUSH takes are no instructions
        }
        vm.assertEq(found, (1 << ROWS) - 1, "a row that cannot be signed, or bit 13: an act without a row");
    }

    function test_takesAKeysSignature() external {
        for (uint256 i = 0; i < ROWS; ++i) assertSameAct(i, ALICE_KEY);
    }

    function test_takesTheSignatureOfAWalletsOwner() external {
        become(address(new Erc1271Wallet(vm.addr(BOB_KEY))));
        for (uint256 i = 0; i < ROWS; ++i) assertSameAct(i, BOB_KEY);
    }

    function testFuzz_takesWhateverBytesAWalletTakes(bytes calldata signature) external {
        PickyWallet wallet = new PickyWallet();
        become(address(wallet));
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            wallet.take(hashOf(r, stamp()), signature);
            relay(r.act, alone(signer, NO_END, signature));
            vm.revertToStateAndDelete(before);
        }
    }

    function test_takesTheKeyOfAnAccountThatDelegates() external {
        vm.etch(alice, abi.encodePacked(hex"ef0100", new WrongMagicWallet()));
        for (uint256 i = 0; i < ROWS; ++i) assertSameAct(i, ALICE_KEY);
    }

    function test_takesTheCodeOfAnAccountThatDelegates() external {
        vm.etch(alice, abi.encodePacked(hex"ef0100", new Erc1271Wallet(vm.addr(BOB_KEY))));
        for (uint256 i = 0; i < ROWS; ++i) assertSameAct(i, BOB_KEY);
    }

    function test_takesASignatureInTheLastSecondOfItsDeadline() external {
        for (uint256 i = 0; i < ROWS; ++i) {
            uint256 before = vm.snapshotState();
            Row memory r = ready(i);
            Stamp memory s = stamp();
            s.deadline = NOW + 10;
            vm.warp(NOW + 10);
            relay(r.act, alone(signer, s.deadline, sign(ALICE_KEY, hashOf(r, s))));
            vm.revertToStateAndDelete(before);
        }
    }

    /// @dev The list is hashed as it is read, so what follows it in the calldata is no part of the act.
    function test_readsNothingAfterAListOfRevocations() external {
        Row memory r = ready(REVOKE_MANY);
        Signed memory signed = alone(signer, NO_END, sign(ALICE_KEY, hashOf(r, stamp())));
        relay(abi.encodePacked(r.act, "and more"), signed);
        vm.assertEq(registry.permitOf(patient, RECORD, radiologist).version, 2);
        vm.assertEq(registry.permitOf(patient, RECORD, consultant).version, 2);
    }

    function canBeSigned(bytes4 selector, address wallet) private view returns (bool) {
        bytes memory act = abi.encodePacked(selector, new bytes(320));
        try Signatures(registry.signatures()).actBySignature(act, alone(wallet, NO_END, "")) {
            return true;
        } catch (bytes memory refusal) {
            return keccak256(refusal) != keccak256(abi.encodeWithSelector(ISignable.NotSignable.selector, selector));
        }
    }

    function rowOf(bytes4 selector) private view returns (uint256 i) {
        while (i < ROWS && bytes4(rowAt(i).act) != selector) ++i;
    }

    /// @dev The act by signature leaves and says what the account's own does.
    function assertSameAct(uint256 i, uint256 key) private {
        uint256 before = vm.snapshotState();
        Row memory r = ready(i);
        uint256 readied = vm.snapshotState();
        vm.recordLogs();
        vm.prank(signer);
        (bool done, ) = address(registry).call(r.act);
        vm.assertTrue(done, "the account's own act");
        (bytes32 said, bytes32 left) = (keccak256(abi.encode(vm.getRecordedLogs())), state());
        vm.revertToStateAndDelete(readied);

        Signed memory signed = alone(signer, NO_END, sign(key, hashOf(r, stamp())));
        vm.assertNotEq(state(), left);
        vm.recordLogs();
        relay(r.act, signed);
        vm.assertEq(keccak256(abi.encode(vm.getRecordedLogs())), said);
        vm.assertEq(state(), left);
        vm.revertToStateAndDelete(before);
    }
}
